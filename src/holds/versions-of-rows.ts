import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type DataCategory } from '../policy/purposes.js';
import { Sources } from '../sources/sources.js';

/** Old values of one category that the same holds keep. */
export interface HeldValues {
  readonly category?: DataCategory;
  readonly holds: readonly string[];
  readonly count: number;
}

/** What holds keep of the values that certain rows had before they were edited. */
@Injectable()
export class VersionsOfRows {
  constructor(private readonly sources: Sources) {}

  /** @param ids first columns of the rows' keys */
  async find(
    manager: EntityManager,
    source: string,
    collection: string,
    ids: readonly string[],
  ): Promise<HeldValues[]> {
    const rows = await manager.query<{ field: string; holds: string[]; count: number }[]>(
      `SELECT field, holds, count(*)::int AS count FROM held_versions
       WHERE source = $1 AND collection = $2 AND key[1] = ANY ($3) GROUP BY field, holds ORDER BY field, holds`,
      [source, collection, ids],
    );
    const fields = this.sources.mapped(source)?.find(({ id }) => id === collection)?.fields;
    const found = new Map<string, HeldValues>();
    for (const { field, holds, count } of rows) {
      const category = fields?.get(field);
      const key = [category, ...holds].join();
      found.set(key, { category, holds, count: count + (found.get(key)?.count ?? 0) });
    }
    return [...found.values()];
  }
}
