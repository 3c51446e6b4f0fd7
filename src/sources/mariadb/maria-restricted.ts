import { collectionOf } from '../engine/collection-view.js';
import { asUnavailable } from '../engine/failure-sentence.js';
import { restrictedValues } from '../engine/restricted-values.js';
import {
  type RecordKey,
  type RestrictedColumns,
  type RestrictedValues,
  type Statements,
} from '../erasing.js';
import { type DataMap } from '../map/data-map.js';
import { textOfConstant } from './constants.js';
import { type ErasedRows } from './erased-rows.js';
import { possibleKeys, rowsWithKeys } from './given-keys.js';
import { MariaPredicates } from './maria-predicates.js';
import { type MariaSchema } from './maria-schema.js';
import { countedStatement, recountStatement } from './recounts.js';
import { soughtPerson } from './sought-person.js';
import { bound, joined, named, type Sql, sql } from './sql-text.js';
import { textOf } from './values.js';

/** Keeps rows of a MariaDB source from being shown. */
export class MariaRestricted implements RestrictedColumns {
  readonly values: ReadonlyMap<string, RestrictedValues>;

  /** @param live fits the map */
  constructor(
    private readonly source: string,
    private readonly map: DataMap,
    private readonly live: MariaSchema,
  ) {
    this.values = restrictedValues(map, textOfConstant);
  }

  async read(
    statements: Statements,
    id: string,
    given: readonly RecordKey[],
  ): Promise<ReadonlyMap<string, string | null>> {
    const rows = this.rowsOf(id);
    const keys = possibleKeys(rows, given);
    if (keys.length === 0) return new Map();
    const { name, held, column } = columnOf(rows);
    const found = await this.ask<{ place: number | string; held: string | null }>(
      statements,
      sql`SELECT g.place AS place, ${textOf(held, column(name))} AS held FROM ${rowsWithKeys(rows, keys)} FOR UPDATE`,
    );
    return new Map(found.map((row) => [JSON.stringify(keys[Number(row.place) - 1]), row.held]));
  }

  async write(
    statements: Statements,
    id: string,
    given: readonly RecordKey[],
    value: string | null,
  ): Promise<void> {
    const rows = this.rowsOf(id);
    const keys = possibleKeys(rows, given);
    if (keys.length === 0) return;
    await this.ask(statements, restrictStatement(rows, keys, value));
    for (const recount of rows.collection.recounts) {
      const under = await this.ask<{ counted: string }>(statements, countedStatement(rows, recount, keys));
      const counted = under.map((row) => String(row.counted));
      if (counted.length > 0) await this.ask(statements, recountStatement(rows, recount, counted));
    }
  }

  private rowsOf(id: string): ErasedRows {
    const { map, live } = this;
    const predicates = new MariaPredicates(map, live, soughtPerson('', { emails: [] }, undefined));
    const calendar = { zone: 'UTC', today: () => '0001-01-01' };
    return {
      map,
      live,
      collection: collectionOf(map, id),
      predicates,
      scope: { comments: 'delete' },
      calendar,
    };
  }

  private async ask<Row>(statements: Statements, { text, values }: Sql): Promise<Row[]> {
    try {
      return await statements.query<Row>(text, values);
    } catch (error) {
      throw asUnavailable(this.source, error, 'erase');
    }
  }
}

/** Gives the column by which rows are hidden a value in these rows. */
export function restrictStatement(rows: ErasedRows, keys: readonly RecordKey[], value: string | null): Sql {
  const { name, held } = columnOf(rows);
  const columns = [...(rows.live.get(rows.collection.table)?.columns.values() ?? [])];
  const stays = columns.filter((other) => other.stamped && other.name !== name);
  const set = [
    sql`${held} = ${value === null ? sql`NULL` : bound(value)}`,
    // The database would set it to the time of this change.
    ...stays.map((other) => sql`${named('t', other.name)} = ${named('t', other.name)}`),
  ];
  return sql`UPDATE ${rowsWithKeys(rows, keys)} SET ${joined(set, ', ')}`;
}

function columnOf({ collection, predicates }: ErasedRows) {
  const name = collection.restrict?.column ?? '';
  return { name, held: named('t', name), column: (of: string) => predicates.column(collection, of) };
}
