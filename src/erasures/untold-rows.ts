import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HoldVisibilities } from '../holds/hold-visibilities.js';
import { type RecordKey } from '../sources/erasing.js';
import { type RowsByPlace } from '../sources/left-rows.js';
import { Sources } from '../sources/sources.js';
import { type CollectionPlace } from './erasure-counts.js';

interface KeysRow extends CollectionPlace {
  readonly keys: readonly RecordKey[];
}

/**
 * The same table as `KeptRecords`, as far as holds that hide themselves alone keep rows. A row that an open hold or a
 * retention keeps as well, or did until a moment ago, is not among them: of these the person was told.
 */
@Injectable()
export class UntoldRows {
  constructor(
    private readonly holds: HoldVisibilities,
    private readonly sources: Sources,
  ) {}

  /**
   * Rows that nothing clears and that stay while others refer to them are not among them: who is led to one has such a
   * row, and would have it as well.
   * @returns undefined where there are none
   */
  async of(manager: EntityManager, erasureIds: readonly string[]): Promise<RowsByPlace | undefined> {
    const hiding = await this.hiding(manager, erasureIds);
    if (hiding.length === 0) return undefined;
    const rows = await manager.query<KeysRow[]>(
      `SELECT source, collection, jsonb_agg(to_jsonb(key)) AS keys FROM erasure_kept
       WHERE erasure_id = ANY ($1) AND ${UNTOLD} GROUP BY source, collection`,
      [erasureIds, hiding],
    );
    return byPlace(rows.filter(({ source, collection }) => this.goes(source, collection)));
  }

  /** Whether there are any, as `of` has them. */
  async any(manager: EntityManager, erasureIds: readonly string[]): Promise<boolean> {
    const rows = await manager.query<CollectionPlace[]>(
      `SELECT DISTINCT source, collection FROM erasure_kept WHERE erasure_id = ANY ($1) AND ${UNTOLD}`,
      [erasureIds, await this.hiding(manager, erasureIds)],
    );
    return rows.some(({ source, collection }) => this.goes(source, collection));
  }

  /** Whether this row is among them. */
  async has(
    manager: EntityManager,
    erasureId: string,
    { source, collection }: CollectionPlace,
    key: RecordKey,
  ): Promise<boolean> {
    if (!this.goes(source, collection)) return false;
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM erasure_kept
       WHERE erasure_id = ANY ($1) AND ${UNTOLD} AND source = $3 AND collection = $4 AND key = $5`,
      [[erasureId], await this.hiding(manager, [erasureId]), source, collection, key],
    );
    return rows.length > 0;
  }

  /** Gives them to another erasure. */
  async move(manager: EntityManager, from: string, to: string): Promise<void> {
    await manager.query(`UPDATE erasure_kept SET erasure_id = $3 WHERE erasure_id = ANY ($1) AND ${UNTOLD}`, [
      [from],
      await this.hiding(manager, [from]),
      to,
    ]);
  }

  private goes(source: string, collection: string): boolean {
    const mapped = this.sources.mapped(source)?.find(({ id }) => id === collection);
    return mapped === undefined || mapped.clears || mapped.waitsFor.length === 0;
  }

  private async hiding(manager: EntityManager, erasureIds: readonly string[]): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      'SELECT DISTINCT unnest(holds) AS id FROM erasure_kept WHERE erasure_id = ANY ($1)',
      [erasureIds],
    );
    return this.holds.hiding(
      manager,
      rows.map(({ id }) => id),
    );
  }
}

/** $2: holds that hide themselves. Rows that go with the case are not among them. */
const UNTOLD = `key <> '{}' AND holds <> '{}' AND NOT retained AND holds <@ $2::uuid[]`;

function byPlace(rows: readonly KeysRow[]): RowsByPlace | undefined {
  if (rows.length === 0) return undefined;
  const places: Record<string, Record<string, readonly RecordKey[]>> = {};
  for (const { source, collection, keys } of rows) (places[source] ??= {})[collection] = keys;
  return places;
}
