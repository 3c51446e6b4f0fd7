import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { makeFolder } from './files.js';
import { type DatabaseHome } from './home.js';
import { type OsUser, ownUser } from './os-user.js';

/** Part of a socket's file name only: the server listens on no network address. */
export const PORT = 5432;

/** The system's limit is 104 bytes on macOS and 108 on Linux, for the folder, the file and a closing zero. */
const LONGEST = 99 - `/.s.PGSQL.${PORT}`.length;

/**
 * An empty folder for the server's socket that only the server's user (and root) can enter. It is the same on every
 * start wherever possible, so that a process that joined finds a restarted server again. Call under the start lock, with
 * no server running.
 */
export async function openSocketFolder(home: DatabaseHome): Promise<string> {
  for (const path of candidates(home)) {
    if (isUsable(path) && prepare(path, home.server) && (await canHoldSocket(path))) return path;
  }
  throw new EmbeddedDatabaseError(
    `No folder for the database's socket can be made in ${home.dir} or /tmp: see that one of them can be written.`,
  );
}

/** Removes the folder of a stopped server where it lies outside the home. */
export function closeSocketFolder(home: DatabaseHome, path: string): void {
  if (dirname(path) === home.dir) return;
  try {
    rmdirSync(path);
  } catch {
    // Already gone, or another server uses it by now; an empty folder harms nobody.
  }
}

function candidates(home: DatabaseHome): string[] {
  const id = createHash('sha256').update(home.dir).digest('hex').slice(0, 12);
  const runtime = process.env.XDG_RUNTIME_DIR;
  return [
    join(home.dir, 'socket'),
    ...(ownUser().uid === 0 ? [`/run/athar-${id}`] : runtime ? [join(runtime, `athar-${id}`)] : []),
    `/tmp/athar-${home.server.uid}-${id}`,
    // Somebody may have taken the name above.
    `/tmp/athar-${randomBytes(8).toString('hex')}`,
  ];
}

/** PostgreSQL reads the setting as a list with commas and quotes. */
function isUsable(path: string): boolean {
  return Buffer.byteLength(path) <= LONGEST && /^\/[\w./@+-]+$/.test(path);
}

function prepare(path: string, user: OsUser): boolean {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) makeFolder(path, 0o700, user);
    else if (!found.isDirectory() || found.uid !== user.uid) return false;
    else if ((found.mode & 0o077) !== 0) chmodSync(path, 0o700);
    // A socket and its lock file that a killed server left.
    for (const name of readdirSync(path)) rmSync(join(path, name), { force: true });
    return true;
  } catch {
    return false;
  }
}

/** Not every file system takes sockets (shared folders of virtual machines, some network file systems). */
function canHoldSocket(path: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(join(path, 'probe'), () => probe.close(() => done(true)));
  });
}
