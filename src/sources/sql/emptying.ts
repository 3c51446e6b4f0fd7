import { escapeIdentifier as quote } from 'pg';
import { emptiedValue } from '../engine/emptied-value.js';
import { type RecordKey, type Statements } from '../erasing.js';
import { type Collection } from '../map/data-map.js';
import { emptiedKeys } from '../map/erased-columns.js';
import { givenRow } from './erase-statement.js';
import { factsOf, keepersOf, scopesOf } from './kept-scopes.js';
import { type Predicates } from './predicates.js';
import { SCOPES } from './settings.js';

/** The statements by which values are read of which members are emptied. */
export interface CompiledEmptying {
  readonly collection: Collection;
  /** $1: keys. Locks their rows: the `place` of the key, from 1, with `name` and `value`. */
  readonly given: string;
  /** Names and values of the person's rows that no scope keeps; reads the setting `SCOPES`. */
  readonly found: string;
}

/** Rows whose values are in memory together. */
const PIECE = 200;

/**
 * What is emptied inside a value the database cannot say: the value is read, and what is left of it is handed back.
 * @param rows of the person, as SQL behind a select
 * @returns undefined where nothing is emptied inside values
 */
export function compileEmptying(
  collection: Collection,
  predicates: Predicates,
  rows: string,
): CompiledEmptying | undefined {
  const { entries } = collection;
  const keys = emptiedKeys(collection);
  if (entries === undefined || keys.length === 0) return undefined;
  const named = keys.flatMap(({ key, prefix }) =>
    predicates.conditions(collection, [{ column: entries.name, equals: key, startsWith: prefix }]),
  );
  const values = `t.${quote(entries.name)}::text AS name, t.${quote(entries.value)}::text AS value`;
  const concerned = `(${named.join(' OR ')}) AND t.${quote(entries.value)} IS NOT NULL`;
  return {
    collection,
    given: `SELECT g.place::int AS place, ${values}
      FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS g(given, place)
      JOIN ${predicates.table(collection)} t ON ${givenRow(collection, predicates)}
      WHERE ${concerned} FOR UPDATE OF t`,
    found: `WITH ${scopesOf(`(SELECT current_setting('${SCOPES}'))`)}
      SELECT ${values} FROM (SELECT t.* ${rows}) t
      CROSS JOIN LATERAL ${keepersOf(factsOf(collection, predicates))} f WHERE NOT f.whole AND ${concerned}`,
  };
}

/** The same keys, each with what is left of its row's value behind it where something in that is emptied. */
export async function withLeftValues(
  statements: Statements,
  { collection, given }: CompiledEmptying,
  keys: readonly RecordKey[],
): Promise<RecordKey[]> {
  const all: RecordKey[] = [];
  for (let from = 0; from < keys.length; from += PIECE) {
    const some = keys.slice(from, from + PIECE);
    const rows = await statements.query<{ place: number; name: string; value: string }>(given, [
      JSON.stringify(some),
    ]);
    const left = new Map(rows.map(({ place, name, value }) => [place, leftOf(collection, name, value)]));
    all.push(...some.map((key, index) => [...key, ...(left.get(index + 1) ?? [])]));
  }
  return all;
}

/** @returns nothing where the value stays as it is */
export function leftOf(collection: Collection, name: string, value: string): string[] {
  const left = emptiedValue(collection, name, Buffer.from(value));
  return left === undefined ? [] : [left.toString()];
}
