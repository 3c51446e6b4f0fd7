import { execFile } from 'node:child_process';

/** How a command ended. */
export interface Outcome {
  /** Undefined where it could not be started or was killed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The environment of every command here: PostgreSQL's programs read many variables (PGDATA, PGOPTIONS, LC_*) that an
 * operator set for other servers.
 */
export const PLAIN_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** Runs a command to its end, in `/`, since another user may not be able to enter our own working folder. */
export function run(
  command: string,
  args: readonly string[],
  user?: { readonly uid: number; readonly gid: number },
): Promise<Outcome> {
  return new Promise((done) => {
    const options = {
      cwd: '/',
      env: PLAIN_ENVIRONMENT,
      maxBuffer: 4 * 1024 * 1024,
      uid: user?.uid,
      gid: user?.gid,
    };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : codeOf(error), stdout, stderr });
    });
    child.stdin?.end();
  });
}

function codeOf(error: Error): number | undefined {
  return 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}
