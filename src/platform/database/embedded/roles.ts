import pg from 'pg';
import { codeOf } from '../../errors/code-of.js';
import { type Addresses, APP_ROLE, DATABASE, OWNER_ROLE } from './addresses.js';

/** Makes the roles and the database that are missing; all of them on the first start, none later. */
export async function makeRoles(addresses: Addresses): Promise<void> {
  const admin = new pg.Client({ connectionString: addresses.adminUrl });
  await admin.connect();
  try {
    for (const role of [OWNER_ROLE, APP_ROLE]) {
      if (!(await exists(admin, 'SELECT FROM pg_roles WHERE rolname = $1', role))) {
        await admin.query(`CREATE ROLE ${role} LOGIN`);
      }
    }
    if (!(await exists(admin, 'SELECT FROM pg_database WHERE datname = $1', DATABASE))) {
      await admin.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`);
    }
  } finally {
    await admin.end();
  }
}

/**
 * What is at the other end: a server that takes connections (or would, had it one to spare), one that does not now, or
 * nobody.
 */
export async function contact(addresses: Addresses): Promise<'open' | 'busy' | 'nobody'> {
  const client = new pg.Client({ connectionString: addresses.appUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return 'open';
  } catch (error) {
    const code = codeOf(error);
    if (code === TOO_MANY_CONNECTIONS) return 'open';
    return code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTDIR' ? 'nobody' : 'busy';
  } finally {
    await client.end().catch(() => undefined);
  }
}

const TOO_MANY_CONNECTIONS = '53300';

async function exists(client: pg.Client, query: string, name: string): Promise<boolean> {
  return ((await client.query(query, [name])).rowCount ?? 0) > 0;
}
