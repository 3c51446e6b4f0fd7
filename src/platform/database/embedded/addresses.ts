import { PORT } from './socket-folder.js';

/** The addresses of one server. They hold no password: the kernel tells PostgreSQL which user is at the other end. */
export interface Addresses {
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** As a superuser, in the database `postgres`. */
  readonly adminUrl: string;
}

export const DATABASE = 'athar';
export const APP_ROLE = 'athar_app';
export const OWNER_ROLE = 'athar_owner';
export const ADMIN_ROLE = 'postgres';

export function addressesIn(socketDir: string): Addresses {
  return {
    appUrl: address(socketDir, APP_ROLE, DATABASE),
    ownerUrl: address(socketDir, OWNER_ROLE, DATABASE),
    adminUrl: address(socketDir, ADMIN_ROLE, 'postgres'),
  };
}

/**
 * The socket's folder stands in the host's place, so that nothing that overlooks a parameter tries a network address.
 * Port and sslmode are named because PGPORT and PGSSLMODE of the operator's environment would be taken otherwise.
 */
function address(socketDir: string, role: string, database: string): string {
  return `postgres://${role}@${encodeURIComponent(socketDir)}:${PORT}/${database}?sslmode=disable`;
}
