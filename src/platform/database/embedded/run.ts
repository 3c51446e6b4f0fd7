import { execFile } from 'node:child_process';
import { type OsUser } from './os-user.js';

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

/** What makes a child process run as `user`. Node takes signed numbers; nobody is 4294967294 on some systems. */
export function asUser(user?: OsUser): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid | 0, gid: user.gid | 0 };
}

/** Runs a command to its end, in `/`, since another user may not be able to enter our own working folder. */
export function run(command: string, args: readonly string[], user?: OsUser): Promise<Outcome> {
  return new Promise((done) => {
    const options = {
      cwd: '/',
      env: PLAIN_ENVIRONMENT,
      maxBuffer: 4 * 1024 * 1024,
      ...asUser(user),
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
