import { EmbeddedDatabaseError } from './embedded-error.js';
import { type OsUser } from './os-user.js';
import { run } from './run.js';

/** Whom PostgreSQL, which refuses to run as root, runs as when we are root. */
export async function serviceUser(): Promise<OsUser> {
  for (const name of ['postgres', 'nobody']) {
    const uid = await run('id', ['-u', name]);
    const gid = await run('id', ['-g', name]);
    if (uid.code === 0 && gid.code === 0 && Number(uid.stdout) > 0) {
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    }
  }
  throw new EmbeddedDatabaseError(
    'PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody: start as another user.',
  );
}

/** The name under which PostgreSQL knows a user; it looks every peer up in the system's list of users. */
export async function userName(uid: number): Promise<string> {
  const found = await run('id', ['-un', String(uid)]);
  const name = found.stdout.trim();
  if (found.code === 0 && name !== '' && name !== String(uid)) return name;
  throw new EmbeddedDatabaseError(
    `User id ${uid} has no name on this machine, which PostgreSQL needs: add it to /etc/passwd or set DATABASE_URL.`,
  );
}
