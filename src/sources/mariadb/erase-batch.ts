import { randomBytes } from 'node:crypto';
import { tidied } from '../engine/batch-outcome.js';
import { mayBeReferred, refersToItself } from '../engine/erasable-collection.js';
import { type PlacedScope, scopesOn } from '../engine/scopes-on.js';
import {
  type BatchOutcome,
  type KeptRecord,
  type KeptScope,
  type RecordKey,
  type Statements,
} from '../erasing.js';
import { type Recount } from '../map/recounts-shape.js';
import { type DataCategory } from '../../policy/purposes.js';
import { clearStatement, deleteStatement, type FateRow, lockStatement } from './batch-statements.js';
import { type ErasedRows } from './erased-rows.js';
import { possibleKeys } from './given-keys.js';
import { countedStatement, recountStatement } from './recounts.js';
import { type Sql } from './sql-text.js';

/** Seconds that one statement may take, and that it may wait for a row that somebody else is changing. */
const [MOST, PATIENCE] = [60, 20];

/**
 * What the statements expect of the session: nothing is cut to fit, zeros stay where they stand for no date, a backslash is
 * one, and a day is one of UTC. MySQL has no such limit for statements that change rows.
 */
const SESSION = `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00',
  innodb_lock_wait_timeout = ${PATIENCE}, lock_wait_timeout = ${PATIENCE} /*M!, max_statement_time = ${MOST} */`;

/** A row that is locked, by its key. */
interface LockedRow {
  readonly key: RecordKey;
  readonly fate: string;
  readonly holds: readonly string[];
  /** Of which holds keep a part. */
  readonly categories: readonly DataCategory[];
  readonly retained: boolean;
  readonly until?: string;
}

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
  const counted = await countedUnder(statements, rows, keys);
  const { gone, found } = await deleteRows(statements, rows, keys, { scopes, named });
  const cleared = of(found, 'cleared');
  for (const alike of byCategories(cleared)) {
    const salt = randomBytes(32).toString('hex');
    const statement = clearStatement(rows, keysOf(alike), alike[0]?.categories ?? [], salt);
    if (statement !== undefined) await ask(statements, statement);
  }
  for (const { recount, under } of gone.length > 0 ? counted : [])
    await ask(statements, recountStatement(rows, recount, under));
  const wholly = cleared.filter(({ categories }) => categories.length === 0);
  return tidied({
    deleted: gone.length,
    cleared: cleared.length,
    partly: cleared.length - wholly.length,
    kept: found.flatMap(keptRecord),
    ...(mayBeReferred(rows.collection) ? { byKey: { deleted: keysOf(gone), cleared: keysOf(wholly) } } : {}),
  });
}

/** @returns rows that are gone, and what is to become of the others. Of rows that refer to each other the last go first. */
async function deleteRows(
  statements: Statements,
  rows: ErasedRows,
  keys: readonly RecordKey[],
  { scopes, named }: { readonly scopes: readonly PlacedScope[]; readonly named: boolean },
): Promise<{ readonly gone: readonly LockedRow[]; readonly found: readonly LockedRow[] }> {
  const gone: LockedRow[] = [];
  for (;;) {
    const fates = await ask<FateRow>(statements, lockStatement(rows, keys, scopes, named));
    const all = fates.map((row) => lockedRow(row, keys, scopes));
    const [some, found] = [of(all, 'deleted'), all.filter(({ fate }) => fate !== 'deleted')];
    if (some.length > 0) await ask(statements, deleteStatement(rows, keysOf(some)));
    gone.push(...some);
    if (some.length === 0 || !refersToItself(rows.collection)) return { gone, found };
  }
}

/** What numbers elsewhere count the rows under, by the number; those that count none of them are left out. */
async function countedUnder(statements: Statements, rows: ErasedRows, keys: readonly RecordKey[]) {
  const found: { readonly recount: Recount; readonly under: readonly string[] }[] = [];
  for (const recount of rows.collection.recounts) {
    const under = await ask<{ counted: string }>(statements, countedStatement(rows, recount, keys));
    if (under.length > 0) found.push({ recount, under: under.map(({ counted }) => counted) });
  }
  return found;
}

function ask<Row>(statements: Statements, { text, values }: Sql): Promise<Row[]> {
  return statements.query<Row>(text, values);
}

function lockedRow(row: FateRow, keys: readonly RecordKey[], scopes: readonly PlacedScope[]): LockedRow {
  const within = scopes.filter((_, place) => row.marks[place] === '1').map(({ scope }) => scope);
  const categories = within.flatMap(({ category }) => (category === undefined ? [] : [category]));
  return {
    key: keys[Number(row.place) - 1] ?? [],
    fate: row.fate,
    holds: [...new Set(within.map(({ hold }) => hold))].toSorted(),
    categories: row.fate === 'kept' ? [] : [...new Set(categories)].toSorted(),
    retained: Number(row.retained) === 1,
    until: row.until ?? undefined,
  };
}

function keptRecord({ key, holds, categories, retained, until }: LockedRow): KeptRecord[] {
  if (holds.length === 0 && !retained) return [];
  const retention = { ...(retained ? { retained } : {}), ...(until === undefined ? {} : { until }) };
  return [{ key, holds, categories, ...retention }];
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

function of(rows: readonly LockedRow[], fate: string): LockedRow[] {
  return rows.filter((row) => row.fate === fate);
}

function keysOf(rows: readonly LockedRow[]): RecordKey[] {
  return rows.map(({ key }) => key);
}
