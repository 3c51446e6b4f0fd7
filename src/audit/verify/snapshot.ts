import type pg from 'pg';

/** Where others find the snapshot that one connection sees. */
export interface SnapshotPlace {
  readonly url: string;
  readonly snapshot: string;
}

/** Begins a transaction that sees one moment of the database. @returns its name, by which others join it */
export async function openSnapshot(client: pg.ClientBase): Promise<string> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const { rows } = await client.query<{ name: string }>('SELECT pg_export_snapshot() AS name');
  return rows[0]?.name ?? '';
}

/** Begins a transaction that sees what the one that made the snapshot sees, which must still be open. */
export async function joinSnapshot(client: pg.ClientBase, name: string): Promise<void> {
  if (!/^[0-9A-F-]+$/.test(name)) throw new Error('This is not the name of a snapshot.');
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  // The statement takes no parameter.
  await client.query(`SET TRANSACTION SNAPSHOT '${name}'`);
}
