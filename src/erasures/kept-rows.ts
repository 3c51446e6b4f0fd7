import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type HoldRule } from '../holds/hold-rules.js';
import { type DataCategory } from '../policy/purposes.js';

/** As many keys of one kind are listed in a receipt; the rest are counted. */
const LISTED = 1000;

/** Rows of one collection that the same holds kept, in whole or in part. */
export interface KeptRows {
  readonly source: string;
  readonly collection: string;
  /** Empty where whole rows are kept. */
  readonly categories: readonly DataCategory[];
  readonly holds: readonly string[];
  readonly count: number;
  /** The first keys, their parts joined by a comma. */
  readonly records: readonly string[];
}

/** What an erasure left to holds. */
@Injectable()
export class KeptRowsReader {
  async of(manager: EntityManager, erasureId: string): Promise<KeptRows[]> {
    const rows = await manager.query<(Omit<KeptRows, 'count'> & { count: string })[]>(
      `SELECT source, collection, categories, holds, sum(rows) AS count,
              coalesce((array_agg(array_to_string(key, ',') ORDER BY key) FILTER (WHERE key <> '{}'))[1:$2], '{}') AS records
       FROM erasure_kept WHERE erasure_id = $1
       GROUP BY source, collection, categories, holds ORDER BY source, collection, categories, holds`,
      [erasureId, LISTED],
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }
}

/** The holds that a person may know of among those that kept a row; none where all hide that they exist. */
export function visibleRules(kept: KeptRows, rules: readonly HoldRule[]): HoldRule[] {
  return rules.filter(({ id, visibility }) => kept.holds.includes(id) && visibility !== 'existence-hidden');
}
