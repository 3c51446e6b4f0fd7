import { type EntityManager } from 'typeorm';
import { MOST_COUNTED, type PurgeRun } from './retention-rule.js';

/** Rows of one table that go by age: said once, for the statement that deletes them and for the one that counts them. */
export interface AgedRows<Kept> {
  readonly table: string;
  /** SQL: the row's time is over. */
  readonly over: string;
  /** SQL: no hold keeps the row. */
  readonly free: string;
  /** The values of both conditions, $1 and on. */
  readonly values: (kept: Kept, run: PurgeRun) => readonly unknown[];
}

/** `now()` of the database as the run will find it. @param parameter the place of `ahead` among the values, `$1` */
export function dueBy(parameter: string): string {
  return `now() + ${parameter}::float8 * interval '1 millisecond'`;
}

/** Deletes what is over and free, all at once. @returns how many rows */
export async function deleteAged<Kept>(
  manager: EntityManager,
  { table, over, free, values }: AgedRows<Kept>,
  kept: Kept,
  run: PurgeRun,
): Promise<number> {
  const [, deleted] = await manager.query<[unknown, number]>(
    `DELETE FROM ${table} WHERE ${over} AND ${free}`,
    [...values(kept, run)],
  );
  return deleted;
}

/** How many rows are over, and how many of these are not free; looks at no more than `MOST_COUNTED` and one. */
export async function countAged<Kept>(
  manager: EntityManager,
  { table, over, free, values }: AgedRows<Kept>,
  kept: Kept,
  run: PurgeRun,
): Promise<{ readonly due: number; readonly kept: number }> {
  const [found] = await manager.query<{ due: number; kept: number }[]>(
    `SELECT count(*)::int AS due, count(*) FILTER (WHERE free IS NOT TRUE)::int AS kept
     FROM (SELECT (${free}) AS free FROM ${table} WHERE ${over} LIMIT ${MOST_COUNTED + 1}) AS aged`,
    [...values(kept, run)],
  );
  return found ?? { due: 0, kept: 0 };
}
