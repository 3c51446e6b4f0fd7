import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Sealer } from '../platform/crypto/sealer.js';
import { type RecordKey } from '../sources/erasing.js';
import { type CollectionPlace } from './erasure-counts.js';

const SEAL = 'erasures.restricted';

/** A row that is not shown, and what its hiding column held before. */
export interface RestrictedRow {
  readonly key: RecordKey;
  readonly was: string | null;
}

/** The room's table of rows that are not shown while holds or restrictions keep them. */
@Injectable()
export class RestrictedRows {
  constructor(private readonly sealer: Sealer) {}

  /** Before they are hidden. What was remembered of one that is shown is out of date. */
  async remember(
    manager: EntityManager,
    { source, collection }: CollectionPlace,
    rows: readonly RestrictedRow[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO restricted_rows (source, collection, key, sealed)
       SELECT $1, $2, ARRAY(SELECT jsonb_array_elements_text(g.given)), s.sealed
       FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS g(given, n)
       JOIN unnest($4::bytea[]) WITH ORDINALITY AS s(sealed, n) ON s.n = g.n
       ON CONFLICT (source, collection, key) DO UPDATE SET sealed = excluded.sealed`,
      [
        source,
        collection,
        JSON.stringify(rows.map(({ key }) => key)),
        rows.map(({ key, was }) => this.sealer.seal(SEAL, was, contextOf({ source, collection }, key))),
      ],
    );
  }

  /** At most `most` that no hold keeps from any erasure any more, and no restriction. */
  async free(manager: EntityManager, place: CollectionPlace, most: number): Promise<RestrictedRow[]> {
    const { source, collection } = place;
    const rows = await manager.query<{ key: string[]; sealed: Buffer }[]>(
      `SELECT r.key, r.sealed FROM restricted_rows r WHERE r.source = $1 AND r.collection = $2
         AND NOT EXISTS (SELECT FROM erasure_kept k WHERE k.source = r.source AND k.collection = r.collection
                           AND k.key = r.key AND k.holds <> '{}')
         AND NOT EXISTS (SELECT FROM restriction_kept k WHERE k.source = r.source AND k.collection = r.collection
                           AND k.key = r.key)
       ORDER BY r.key LIMIT $3`,
      [source, collection, most],
    );
    return rows.map(({ key, sealed }) => {
      return { key, was: this.sealer.open(SEAL, sealed, contextOf(place, key)) as string | null };
    });
  }

  async any(manager: EntityManager, source: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>('SELECT 1 FROM restricted_rows WHERE source = $1 LIMIT 1', [
      source,
    ]);
    return rows.length > 0;
  }

  async forget(
    manager: EntityManager,
    { source, collection }: CollectionPlace,
    keys: readonly RecordKey[],
  ): Promise<void> {
    await manager.query(
      `DELETE FROM restricted_rows WHERE source = $1 AND collection = $2
         AND key IN (SELECT ARRAY(SELECT jsonb_array_elements_text(k)) FROM jsonb_array_elements($3::jsonb) k)`,
      [source, collection, JSON.stringify(keys)],
    );
  }
}

function contextOf({ source, collection }: CollectionPlace, key: RecordKey): string {
  return JSON.stringify([source, collection, ...key]);
}
