import { escapeIdentifier as quote } from 'pg';
import { collectionOf } from '../engine/collection-view.js';
import { restrictedValues } from '../engine/restricted-values.js';
import { inTurn } from '../engine/in-turn.js';
import { type LiveSchema } from '../engine/live-schema.js';
import { asUnavailable } from '../engine/failure-sentence.js';
import {
  type RecordKey,
  type RestrictedColumns,
  type RestrictedValues,
  type Statements,
} from '../erasing.js';
import { type Collection, type DataMap } from '../map/data-map.js';
import { givenRow } from './erase-statement.js';
import { castable } from './erased-values.js';
import { Predicates } from './predicates.js';
import { compileRecount } from './recounts.js';
import { makeSettings } from './settings.js';

const GIVEN = 'jsonb_array_elements($1::jsonb) AS g(given)';

/** Keeps rows of a PostgreSQL source from being shown. */
export class SqlRestricted implements RestrictedColumns {
  readonly values: ReadonlyMap<string, RestrictedValues>;

  /** @param live fits the map */
  constructor(
    private readonly source: string,
    private readonly map: DataMap,
    private readonly live: LiveSchema,
  ) {
    this.values = restrictedValues(map, String);
  }

  async read(
    statements: Statements,
    id: string,
    keys: readonly RecordKey[],
  ): Promise<ReadonlyMap<string, string | null>> {
    const [collection, predicates] = [collectionOf(this.map, id), new Predicates(this.map, this.live)];
    const rows = await this.asking(() =>
      statements.query<{ key: RecordKey; held: string | null }>(
        `SELECT g.given AS key, t.${columnOf(collection)}::text AS held FROM ${GIVEN}
         JOIN ${predicates.table(collection)} t ON ${givenRow(collection, predicates)} FOR UPDATE OF t`,
        [JSON.stringify(keys)],
      ),
    );
    return new Map(rows.map(({ key, held }) => [JSON.stringify(key), held]));
  }

  async write(
    statements: Statements,
    id: string,
    keys: readonly RecordKey[],
    value: string | null,
  ): Promise<void> {
    const [collection, predicates] = [collectionOf(this.map, id), new Predicates(this.map, this.live)];
    const { type } = predicates.column(collection, collection.restrict?.column ?? '');
    const recounts = collection.recounts.map((each) => compileRecount(collection, predicates, each));
    const given = JSON.stringify(keys);
    await this.asking(async () => {
      await makeSettings(statements, { ...predicates.constants.all() });
      await statements.query(
        `UPDATE ${predicates.table(collection)} t SET ${columnOf(collection)} = ($2::text)::${castable(type)}
         FROM ${GIVEN} WHERE ${givenRow(collection, predicates)}`,
        [given, value],
      );
      await inTurn(recounts, async ({ counted, recount }) => {
        const under = await statements.query<{ counted: string }>(counted, [given]);
        await statements.query(recount, [under.map((row) => row.counted)]);
      });
    });
  }

  private async asking<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw asUnavailable(this.source, error, 'erase');
    }
  }
}

function columnOf({ restrict }: Collection): string {
  return quote(restrict?.column ?? '');
}
