import { type DataCategory } from '../../policy/purposes.js';
import { type PlacedScope } from '../engine/scopes-on.js';
import { type KeptRecord, type RecordKey, type Statements } from '../erasing.js';
import { type FateRow, lockStatement } from './batch-statements.js';
import { type ErasedRows } from './erased-rows.js';
import { type Fate } from './row-fates.js';

/** A row that is locked to the end of the transaction, and what is to become of it. */
export interface LockedRow {
  readonly key: RecordKey;
  readonly fate: Fate;
  readonly holds: readonly string[];
  /** Of which holds keep a part. */
  readonly categories: readonly DataCategory[];
  readonly retained: boolean;
  readonly until?: string;
  /** What each of the collection's recounts counts the row under. */
  readonly counted: readonly (string | null)[];
  /** Keys of rows of the same collection to which it refers. */
  readonly refersTo: readonly (string | null)[];
}

/** Locks those of the rows with these keys that are the person's. @param named whether the keys alone say whose rows these are */
export async function lockRows(
  statements: Statements,
  rows: ErasedRows,
  keys: readonly RecordKey[],
  { scopes, named }: { readonly scopes: readonly PlacedScope[]; readonly named: boolean },
): Promise<LockedRow[]> {
  const { text, values } = lockStatement(rows, keys, scopes, named);
  const found = await statements.query<FateRow>(text, values);
  return found.map((row) => lockedRow(row, keys, scopes));
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
    counted: valuesOf(row, 'counted'),
    refersTo: valuesOf(row, 'refers'),
  };
}

function valuesOf(row: FateRow, name: 'counted' | 'refers'): (string | null)[] {
  const values: (string | null)[] = [];
  for (let place = 0; ; place += 1) {
    const value = row[`${name}_${place}`];
    if (value === undefined) return values;
    values.push(value);
  }
}

/** What is written down of a row that holds or its retention keep. */
export function keptRecord({ key, holds, categories, retained, until }: LockedRow): KeptRecord[] {
  if (holds.length === 0 && !retained) return [];
  const retention = { ...(retained ? { retained } : {}), ...(until === undefined ? {} : { until }) };
  return [{ key, holds, categories, ...retention }];
}
