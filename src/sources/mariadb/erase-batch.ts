import { randomBytes } from 'node:crypto';
import { tidied } from '../engine/batch-outcome.js';
import { mayBeReferred } from '../engine/erasable-collection.js';
import { type PlacedScope, scopesOn } from '../engine/scopes-on.js';
import { type BatchOutcome, type KeptScope, type RecordKey, type Statements } from '../erasing.js';
import { clearStatement, deleteStatement } from './batch-statements.js';
import { emptyRows } from './emptied-rows.js';
import { type ErasedRows } from './erased-rows.js';
import { possibleKeys } from './given-keys.js';
import { keptRecord, type LockedRow, lockRows } from './locked-rows.js';
import { recountStatement } from './recounts.js';
import { type Fate } from './row-fates.js';
import { type Sql } from './sql-text.js';

/** Seconds that one statement may take, and that it may wait for a row that somebody else is changing. */
const [MOST, PATIENCE] = [60, 20];

/**
 * What the statements expect of the session: nothing is cut to fit, zeros stay where they stand for no date, a backslash is
 * one, and a day is one of UTC. MySQL has no such limit for statements that change rows.
 */
const SESSION = `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00',
  innodb_lock_wait_timeout = ${PATIENCE}, lock_wait_timeout = ${PATIENCE} /*M!, max_statement_time = ${MOST} */`;

/** Erases those of these rows that are the person's and that nothing keeps, in a few statements. */
export async function eraseBatch(
  statements: Statements,
  rows: ErasedRows,
  given: readonly RecordKey[],
  kept: readonly KeptScope[],
  named: boolean,
): Promise<BatchOutcome> {
  const scopes = scopesOn(rows.collection, kept);
  const keys = possibleKeys(rows, given);
  if (keys.length === 0) return { deleted: 0, cleared: 0, kept: [] };
  await statements.query(SESSION);
  const { gone, found } = await deleteRows(statements, rows, keys, { scopes, named });
  const cleared = of(found, 'cleared');
  for (const alike of byCategories(cleared)) {
    const salt = randomBytes(32).toString('hex');
    const statement = clearStatement(rows, keysOf(alike), alike[0]?.categories ?? [], salt);
    if (statement !== undefined) await ask(statements, statement);
  }
  const left = found.filter(({ fate }) => fate !== 'kept');
  const emptied = await emptyRows(statements, rows, keysOf(left));
  if (gone.length > 0) await countAnew(statements, rows, [...gone, ...found]);
  const wholly = cleared.filter(({ categories }) => categories.length === 0);
  return tidied({
    deleted: gone.length,
    // Keys are the very ones that were given.
    cleared: new Set([...keysOf(cleared), ...emptied]).size,
    partly: cleared.length - wholly.length,
    kept: found.flatMap(keptRecord),
    ...(mayBeReferred(rows.collection) ? { byKey: { deleted: keysOf(gone), cleared: keysOf(wholly) } } : {}),
  });
}

/**
 * Of rows that refer to each other the last go first: a row is looked at again once one that referred to it is gone.
 * @returns rows that are gone, and what is to become of the others
 */
async function deleteRows(
  statements: Statements,
  rows: ErasedRows,
  keys: readonly RecordKey[],
  how: { readonly scopes: readonly PlacedScope[]; readonly named: boolean },
): Promise<{ readonly gone: readonly LockedRow[]; readonly found: readonly LockedRow[] }> {
  const gone: LockedRow[] = [];
  const found = new Map<RecordKey, LockedRow>();
  let looked = keys;
  while (looked.length > 0) {
    const some: LockedRow[] = [];
    for (const row of await lockRows(statements, rows, looked, how)) {
      if (row.fate === 'deleted') some.push(row);
      else found.set(row.key, row);
    }
    if (some.length > 0) await ask(statements, deleteStatement(rows, keysOf(some)));
    for (const { key } of some) found.delete(key);
    gone.push(...some);
    const freed = new Set(some.flatMap(({ refersTo }) => refersTo));
    looked = [...found.keys()].filter(([first = '']) => freed.has(first));
  }
  return { gone, found: [...found.values()] };
}

/** Counts anew what says how many rows there are. @param locked deleted or not */
async function countAnew(statements: Statements, rows: ErasedRows, locked: readonly LockedRow[]) {
  for (const [place, recount] of rows.collection.recounts.entries()) {
    const under = [...new Set(locked.map(({ counted }) => counted[place]))].filter(isText);
    if (under.length > 0) await ask(statements, recountStatement(rows, recount, under));
  }
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string';
}

function ask<Row>(statements: Statements, { text, values }: Sql): Promise<Row[]> {
  return statements.query<Row>(text, values);
}

/** Rows of which the same is kept are cleared by the same statement. */
function byCategories(rows: readonly LockedRow[]): LockedRow[][] {
  const groups = new Map<string, LockedRow[]>();
  for (const row of rows) {
    const kept = row.categories.join(' ');
    const alike = groups.get(kept);
    if (alike === undefined) groups.set(kept, [row]);
    else alike.push(row);
  }
  return [...groups.values()];
}

function of(rows: readonly LockedRow[], fate: Fate): LockedRow[] {
  return rows.filter((row) => row.fate === fate);
}

function keysOf(rows: readonly LockedRow[]): RecordKey[] {
  return rows.map(({ key }) => key);
}
