import {
  type ErasableSource,
  type RecordKey,
  type RestrictedColumns,
  type RestrictedValues,
  type Statements,
} from '../sources/erasing.js';
import { type CollectionPlace } from './erasure-counts.js';
import { type RestrictedRow } from './restricted-rows.js';

/** A collection whose rows can be kept from being shown. */
export interface Hideable {
  readonly columns: RestrictedColumns;
  readonly place: CollectionPlace;
  readonly values: RestrictedValues;
}

/** Does the work in each collection of the source that can hide rows. @throws SourceUnavailable */
export async function eachHideable(
  source: ErasableSource,
  work: (hideable: Hideable) => Promise<void>,
): Promise<void> {
  const columns = await source.restricted();
  for (const [collection, values] of columns.values)
    await work({ columns, values, place: { source: source.id, collection } });
}

/** Sets those of the rows that still hold what is expected. @returns these */
export async function changeRows(
  statements: Statements,
  { columns, place }: Hideable,
  rows: readonly RestrictedRow[],
  to: (key: RecordKey) => string | null,
): Promise<readonly RestrictedRow[]> {
  const keys = rows.map(({ key }) => key);
  const found = await columns.read(statements, place.collection, keys);
  const same = rows.filter(({ key, was }) => found.get(JSON.stringify(key)) === was);
  for (const value of new Set(same.map(({ key }) => to(key)))) {
    const alike = same.filter(({ key }) => to(key) === value).map(({ key }) => key);
    await columns.write(statements, place.collection, alike, value);
  }
  return same;
}

/** Whether the public sees a row whose hiding column holds that. */
export function isShown({ hidden, shown }: RestrictedValues, held: string | null): boolean {
  if (held === hidden) return false;
  return shown === undefined || (held !== null && shown.includes(held));
}
