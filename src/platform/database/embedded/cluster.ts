import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN_ROLE } from './addresses.js';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { makeFolder } from './files.js';
import { clusterOf, type DatabaseHome } from './home.js';
import { run } from './run.js';
import { type Runtime } from './runtime.js';

const UNFINISHED = 'cluster-unfinished-';

/** The major version of the cluster in a home, if there is one. */
export function clusterVersion(home: DatabaseHome): number | undefined {
  try {
    return Number(readFileSync(join(clusterOf(home), 'PG_VERSION'), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Makes the cluster beside its place and moves it there when it is whole: one whose making was cut short is never used.
 * Call under the start lock.
 */
export async function makeCluster(home: DatabaseHome, runtime: Runtime, durable: boolean): Promise<void> {
  removeUnfinished(home);
  const made = join(home.dir, `${UNFINISHED}${randomBytes(4).toString('hex')}`);
  makeFolder(made, 0o700, home.server);
  await initialise(home, runtime, made, durable);
  renameSync(made, clusterOf(home));
  if (durable) flushFolder(home.dir);
}

async function initialise(
  home: DatabaseHome,
  runtime: Runtime,
  made: string,
  durable: boolean,
): Promise<void> {
  const failures: string[] = [];
  for (const locale of localeArguments(runtime.major)) {
    const args = [...commonArguments(made), ...locale, ...flushArguments(runtime.major, durable)];
    const outcome = await run(join(runtime.bin, 'initdb'), args, home.server);
    if (outcome.code === 0) return;
    failures.push(outcome.stderr.trim().split('\n').at(-1) ?? '');
  }
  rmSync(made, { recursive: true, force: true });
  throw new EmbeddedDatabaseError(`The database could not be made in ${home.dir}: ${failures.at(-1)}`);
}

function commonArguments(made: string): string[] {
  const access = ['--auth-local=peer', '--auth-host=reject'];
  return [
    '-D',
    made,
    `--username=${ADMIN_ROLE}`,
    '--encoding=UTF8',
    '--data-checksums',
    '--no-instructions',
    ...access,
  ];
}

/** To be tried in turn. From version 17 on PostgreSQL brings its own locale, the same on every machine. */
function localeArguments(major: number): string[][] {
  if (major >= 17) return [['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']];
  return [['--locale=C.UTF-8'], ['--locale=C']];
}

/** One call flushes the file system as well as a thousand calls flush a thousand files. */
function flushArguments(major: number, durable: boolean): string[] {
  if (!durable) return ['--no-sync'];
  return major >= 17 && process.platform === 'linux' ? ['--sync-method=syncfs'] : [];
}

function removeUnfinished(home: DatabaseHome): void {
  for (const name of readdirSync(home.dir)) {
    if (name.startsWith(UNFINISHED))
      rmSync(join(home.dir, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

function flushFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
