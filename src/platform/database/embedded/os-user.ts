import { EmbeddedDatabaseError } from './embedded-error.js';

/** A user of the operating system. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

/** This process's own effective user. */
export function ownUser(): OsUser {
  if (process.geteuid === undefined || process.getegid === undefined) {
    throw new EmbeddedDatabaseError(
      'The embedded database runs on Linux and macOS only: set DATABASE_URL to the address of a PostgreSQL 15 or newer.',
    );
  }
  return { uid: process.geteuid(), gid: process.getegid() };
}
