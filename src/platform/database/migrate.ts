import { type ClientBase, escapeIdentifier } from 'pg';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/all.js';
import { functionGrants, tableGrants } from '../../../migrations/grants.js';

/** A lock key of our own, so that processes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_265_441_907;

/**
 * Brings the schema up to date under the owner's role, then gives the app role exactly its rights.
 * Safe to call from several processes at once, and again when nothing is to be done.
 * @param also further steps of libraries that keep a schema of their own, run under the same lock
 */
export async function migrate(
  ownerUrl: string,
  appUrl: string,
  also: (ownerUrl: string, appRole: string) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations(ownerUrl);
    const appRole = await roleOf(appUrl);
    await also(ownerUrl, appRole);
    await grant(client, appRole);
  } finally {
    await client.end();
  }
}

async function runMigrations(ownerUrl: string): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'all',
    logging: false,
  });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}

async function roleOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const answer = await client.query<{ role: string }>('SELECT current_user AS role');
    return answer.rows[0]?.role ?? '';
  } finally {
    await client.end();
  }
}

async function grant(client: ClientBase, role: string): Promise<void> {
  const owner = await client.query<{ role: string }>('SELECT current_user AS role');
  if (owner.rows[0]?.role === role) return;
  const name = escapeIdentifier(role);
  const rights = Object.entries(tableGrants).map(
    ([table, given]) => `GRANT ${given} ON ${table} TO ${name};`,
  );
  const calls = functionGrants.map((call) => `GRANT EXECUTE ON FUNCTION ${call} TO ${name};`);
  await client.query(
    `BEGIN;
     GRANT USAGE ON SCHEMA public TO ${name};
     REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${name};
     ${rights.join('\n')}
     ${calls.join('\n')}
     COMMIT`,
  );
}
