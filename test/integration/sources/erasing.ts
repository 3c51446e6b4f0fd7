import type pg from 'pg';
import {
  type BatchOutcome,
  type Eraser,
  type KeptScope,
  type Statements,
} from '../../../src/sources/erasing.js';

/** Statements on one connection. */
export function statementsOn(client: pg.ClientBase): Statements {
  return {
    query: async <Row>(sql: string, parameters?: readonly unknown[]) =>
      (await client.query(sql, parameters && [...parameters])).rows as Row[],
  };
}

/** Runs `work` in a transaction of the connection. */
export async function inTransaction<T>(
  client: pg.ClientBase,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  await client.query('BEGIN');
  try {
    const answer = await work(statementsOn(client));
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** Runs work in a transaction of its own. */
export type InTransaction = <T>(work: (statements: Statements) => Promise<T>) => Promise<T>;

/** Erases everything that may be erased, a transaction a batch. @returns what was done, by collection */
export function eraseAll(
  client: pg.ClientBase,
  eraser: Eraser,
  kept: readonly KeptScope[] = [],
  most = 2,
): Promise<Record<string, BatchOutcome>> {
  return eraseBy((work) => inTransaction(client, work), eraser, kept, most);
}

/** The same in whatever database the transactions are. */
export async function eraseBy(
  transaction: InTransaction,
  eraser: Eraser,
  kept: readonly KeptScope[] = [],
  most = 2,
): Promise<Record<string, BatchOutcome>> {
  const done: Record<string, BatchOutcome> = {};
  for (const { view, action } of eraser.collections) {
    if (!['delete', 'clear', 'detach'].includes(action)) continue;
    for await (const { keys } of eraser.keys([view.id], most)) {
      const outcome = await transaction((statements) => eraser.eraseBatch(statements, view.id, keys, kept));
      const before = done[view.id] ?? { deleted: 0, cleared: 0, kept: [] };
      done[view.id] = {
        deleted: before.deleted + outcome.deleted,
        cleared: before.cleared + outcome.cleared,
        kept: [...before.kept, ...outcome.kept],
      };
    }
  }
  return done;
}

/** How many rows are left to erase, by collection; collections with none are left out. */
export async function leftOf(
  eraser: Eraser,
  kept: readonly KeptScope[] = [],
): Promise<Record<string, number>> {
  const left = await eraser.remaining(kept);
  return Object.fromEntries(
    left.filter(({ rows }) => rows > 0).map(({ collection, rows }) => [collection, rows]),
  );
}
