import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type RowsByPlace } from '../sources/left-rows.js';

/** A collection of a source. */
export interface Place {
  readonly source: string;
  readonly collection: string;
}

/** How many rows of a collection somebody said are not theirs. */
export interface DisownedCount extends Place {
  readonly rows: number;
}

/** The room's table of rows of which people said that they are somebody else's, by their keys. */
@Injectable()
export class DisownedRows {
  /** @returns undefined where there are none */
  async of(manager: EntityManager, personId: string): Promise<RowsByPlace | undefined> {
    const rows = await manager.query<(Place & { keys: string[][] })[]>(
      `SELECT source, collection, jsonb_agg(key) AS keys FROM disowned_rows
       WHERE person_id = $1 GROUP BY source, collection`,
      [personId],
    );
    if (rows.length === 0) return undefined;
    const found: Record<string, Record<string, string[][]>> = {};
    for (const { source, collection, keys } of rows) (found[source] ??= {})[collection] = keys;
    return found;
  }

  /** As `of`, and it stays so until the caller's transaction ends. */
  async fixed(manager: EntityManager, personId: string): Promise<RowsByPlace | undefined> {
    await manager.query('SELECT FROM persons WHERE id = $1 FOR SHARE', [personId]);
    return this.of(manager, personId);
  }

  /** Keeps others from changing or fixing what this person says until the caller's transaction ends. */
  async lock(manager: EntityManager, personId: string): Promise<void> {
    await manager.query('SELECT FROM persons WHERE id = $1 FOR NO KEY UPDATE', [personId]);
  }

  async counts(manager: EntityManager, personId: string): Promise<DisownedCount[]> {
    return manager.query<DisownedCount[]>(
      `SELECT source, collection, count(*)::int AS rows FROM disowned_rows
       WHERE person_id = $1 GROUP BY source, collection ORDER BY source, collection`,
      [personId],
    );
  }

  /** Those of the keys of which this was said, each as JSON. */
  async among(
    manager: EntityManager,
    personId: string,
    { source, collection }: Place,
    keys: readonly (readonly string[])[],
  ): Promise<ReadonlySet<string>> {
    const rows = await manager.query<{ key: string[] }[]>(
      `SELECT key FROM disowned_rows WHERE person_id = $1 AND source = $2 AND collection = $3
         AND key IN (SELECT ${KEY} FROM jsonb_array_elements($4::jsonb) AS g(given))`,
      [personId, source, collection, JSON.stringify(keys)],
    );
    return new Set(rows.map(({ key }) => JSON.stringify(key)));
  }

  /** @returns how many of the keys were not there before */
  async add(
    manager: EntityManager,
    personId: string,
    { source, collection }: Place,
    keys: readonly (readonly string[])[],
    at: Date,
  ): Promise<number> {
    const rows = await manager.query<unknown[]>(
      `INSERT INTO disowned_rows (person_id, source, collection, key, said_at)
       SELECT $1, $2, $3, ${KEY}, $5 FROM jsonb_array_elements($4::jsonb) AS g(given)
       ON CONFLICT (person_id, source, collection, key) DO NOTHING RETURNING id`,
      [personId, source, collection, JSON.stringify(keys), at],
    );
    return rows.length;
  }

  /** @returns how many of the keys were there */
  async remove(
    manager: EntityManager,
    personId: string,
    { source, collection }: Place,
    keys: readonly (readonly string[])[],
  ): Promise<number> {
    const [, removed] = await manager.query<[unknown, number]>(
      `DELETE FROM disowned_rows WHERE person_id = $1 AND source = $2 AND collection = $3
         AND key IN (SELECT ${KEY} FROM jsonb_array_elements($4::jsonb) AS g(given))`,
      [personId, source, collection, JSON.stringify(keys)],
    );
    return removed;
  }
}

const KEY =
  'ARRAY (SELECT part FROM jsonb_array_elements_text(given) WITH ORDINALITY AS e(part, place) ORDER BY place)';

/** How many rows stand at each place. */
export function countedByPlace(rows: RowsByPlace = {}): DisownedCount[] {
  return Object.entries(rows).flatMap(([source, collections]) =>
    Object.entries(collections)
      .filter(([, keys]) => keys.length > 0)
      .map(([collection, keys]) => ({ source, collection, rows: keys.length })),
  );
}
