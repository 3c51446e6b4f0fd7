import { type DataCategory } from '../../policy/purposes.js';
import { ownReferences } from '../engine/erasable-collection.js';
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
  const counted = rows.collection.recounts.map((_, place) => `counted_${place}` as const);
  const refers = ownReferences(rows.collection).map((_, place) => `refers_${place}` as const);
  return found.map((row) => ({
    key: keys[Number(row.place) - 1] ?? [],
    fate: row.fate,
    ...heldBy(row, scopes),
    retained: Number(row.retained) === 1,
    until: row.until ?? undefined,
    counted: counted.map((name) => row[name] ?? null),
    refersTo: refers.map((name) => row[name] ?? null),
  }));
}

const FREE: Pick<LockedRow, 'holds' | 'categories'> = { holds: [], categories: [] };

function heldBy({ marks, fate }: FateRow, scopes: readonly PlacedScope[]): typeof FREE {
  const within = scopes.filter((_, place) => marks[place] === '1').map(({ scope }) => scope);
  if (within.length === 0) return FREE;
  const categories = within.flatMap(({ category }) => (category === undefined ? [] : [category]));
  return {
    holds: [...new Set(within.map(({ hold }) => hold))].toSorted(),
    categories: fate === 'kept' ? [] : [...new Set(categories)].toSorted(),
  };
}

/** What is written down of a row that holds or its retention keep. */
export function keptRecord({ key, holds, categories, retained, until }: LockedRow): KeptRecord[] {
  if (holds.length === 0 && !retained) return [];
  const retention = { ...(retained ? { retained } : {}), ...(until === undefined ? {} : { until }) };
  return [{ key, holds, categories, ...retention }];
}
