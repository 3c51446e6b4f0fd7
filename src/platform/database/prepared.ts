import type pg from 'pg';
import { type EntityManager } from 'typeorm';

/** A statement that a connection parses and plans once. */
export interface Prepared {
  /** One for each text: it names the statement on the server. */
  readonly name: string;
  readonly text: string;
}

/**
 * Runs the statement on the connection of the caller's transaction. For what runs many times a second: each connection keeps
 * the statement until it ends.
 * @throws Error where no transaction is open; else what the driver throws, with the database's code as `code`
 */
export async function runPrepared<Row extends pg.QueryResultRow>(
  manager: EntityManager,
  { name, text }: Prepared,
  values: readonly unknown[],
): Promise<Row[]> {
  if (manager.queryRunner?.isTransactionActive !== true) throw new Error('No transaction is open.');
  const client = (await manager.queryRunner.connect()) as pg.PoolClient;
  return (await client.query<Row>({ name, text, values: [...values] })).rows;
}
