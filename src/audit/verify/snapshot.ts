import type pg from 'pg';

/** Where others find the snapshot that one connection sees. */
export interface SnapshotPlace {
  readonly url: string;
  readonly snapshot: string;
}

/** What a server may end a transaction by that takes long or waits for others; `transaction_timeout` from version 17 on. */
const LIMITS = ['statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout'];

/**
 * Lets the open transaction take as long as it needs, whatever the role, the database or the server is set to.
 * @param milliseconds of one statement, of doing nothing and of the whole; 0 for no end
 */
export async function allowTime(client: pg.ClientBase, milliseconds = 0): Promise<void> {
  await client.query('SELECT set_config(name, $1, true) FROM pg_settings WHERE name = ANY ($2)', [
    String(milliseconds),
    LIMITS,
  ]);
}

/** Begins a transaction that sees one moment of the database, for as long as it takes. @returns its name, by which others join it */
export async function openSnapshot(client: pg.ClientBase): Promise<string> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await allowTime(client);
  const { rows } = await client.query<{ name: string }>('SELECT pg_export_snapshot() AS name');
  return rows[0]?.name ?? '';
}

/** Begins a transaction that sees what the one that made the snapshot sees, which must still be open. */
export async function joinSnapshot(client: pg.ClientBase, name: string): Promise<void> {
  if (!/^[0-9A-F-]+$/.test(name)) throw new Error('This is not the name of a snapshot.');
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  // The statement takes no parameter.
  await client.query(`SET TRANSACTION SNAPSHOT '${name}'`);
  await allowTime(client);
}
