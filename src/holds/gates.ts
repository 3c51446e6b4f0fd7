import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { codeOf } from '../platform/errors/code-of.js';
import { Problem } from '../platform/http/problem.js';

const NAME = 'athar.holds.gate ';
/** PostgreSQL gave up a statement that waited too long. */
const GAVE_UP = ['57014', '55P03'];

/**
 * One lock and one row a source. The lock goes with the transaction; whoever waits for it alone keeps later ones waiting
 * behind, so that batches, however dense, never starve a hold. Pass gates before locking rows: a batch that has passed
 * may wait for the row.
 */
@Injectable()
export class Gates {
  /** Goes through together with others. @returns the epochs by source */
  async share(manager: EntityManager, sources: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const ordered = inOrder(sources);
    await lock(manager, ordered, 'pg_advisory_xact_lock_shared');
    const rows = await manager.query<{ source: string; epoch: string; isolation: string }[]>(
      `SELECT s.source, coalesce(g.epoch, 0) AS epoch, current_setting('transaction_isolation') AS isolation
       FROM unnest($1::text[]) AS s (source) LEFT JOIN gates g USING (source)`,
      [ordered],
    );
    // A snapshot taken before the lock was granted would not show the hold that was waited for.
    if (rows.some(({ isolation }) => isolation !== 'read committed')) {
      throw new Error('A gate is passed in a transaction that reads what was committed meanwhile.');
    }
    return new Map(rows.map(({ source, epoch }) => [source, Number(epoch)]));
  }

  /** Waits until everybody who passed is done, and keeps everybody else out. @throws Problem 503 after a minute */
  async close(manager: EntityManager, sources: readonly string[]): Promise<void> {
    try {
      await lock(manager, inOrder(sources), 'pg_advisory_xact_lock');
    } catch (error) {
      if (!GAVE_UP.includes(codeOf(error) ?? '')) throw error;
      throw new Problem(503, 'gate-busy', 'Something is being erased just now; try again in a minute.');
    }
  }

  /** Says that the holds of sources whose gates the caller closed are not what they were. */
  async raise(manager: EntityManager, sources: readonly string[]): Promise<void> {
    await manager.query(
      `INSERT INTO gates AS g (source, epoch) SELECT source, 1 FROM unnest($1::text[]) AS s (source)
       ON CONFLICT (source) DO UPDATE SET epoch = g.epoch + 1`,
      [inOrder(sources)],
    );
  }
}

async function lock(
  manager: EntityManager,
  ordered: readonly string[],
  how: 'pg_advisory_xact_lock' | 'pg_advisory_xact_lock_shared',
): Promise<void> {
  if (manager.queryRunner?.isTransactionActive !== true) {
    throw new Error('A gate is passed inside a transaction, which keeps it.');
  }
  for (const source of ordered) {
    await manager.query(`SELECT ${how}(hashtextextended($1, 0))`, [NAME + source]);
  }
}

/** The one order in which several gates are taken, so that two takers never wait for each other. */
function inOrder(sources: readonly string[]): string[] {
  return [...new Set(sources)].sort();
}
