import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { type Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { StreamPool } from '../platform/database/stream-pool.js';
import { Cursors } from '../platform/http/cursors.js';
import { invalidField } from '../platform/http/problem.js';
import { type AuditFilter, checkFilter } from './audit-filter.js';
import { type AuditItem } from './audit-item.js';
import { countFacets, countMatches, type Facet, readPage } from './audit-page.js';
import { AuditSequencer } from './audit-sequencer.js';
import { streamEvents } from './audit-stream.js';

export interface AuditPage {
  readonly items: readonly AuditItem[];
  /** Opens the next page; null on the last one. */
  readonly next: string | null;
}

const CURSOR_OF = 'audit';
const MOST_ITEMS = 200;
/** Matches that facets count: as many as are read in a moment, however large the log is. */
export const MOST_COUNTED = 1000;
const positionSchema = z.int().min(0);

/** The log as auditors read it. Whoever calls it records that: see `AuditLooks`. */
@Injectable()
export class AuditSearch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sequencer: AuditSequencer,
    private readonly cursors: Cursors,
    private readonly pool: StreamPool,
  ) {}

  /**
   * The matches before the cursor, the newest first. The first page holds everything that was committed before the call.
   * @throws Problem 422 for a bad filter, limit or cursor
   */
  async search(
    filter: AuditFilter,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<AuditPage> {
    const checked = checkFilter(filter);
    if (!Number.isInteger(page.limit) || page.limit < 1 || page.limit > MOST_ITEMS) {
      throw invalidField('?limit', `A whole number from 1 to ${MOST_ITEMS}.`);
    }
    const key = canonicalize(checked);
    const before =
      page.cursor === undefined ? undefined : this.cursors.open(CURSOR_OF, key, page.cursor, positionSchema);
    if (before === undefined) await this.sequencer.catchUp();
    const rows = await this.dataSource.transaction((manager) =>
      readPage(manager, checked, { before, most: page.limit + 1 }),
    );
    const items = rows.slice(0, page.limit);
    const last = items.at(-1);
    const more = rows.length > page.limit && last !== undefined;
    return { items, next: more ? this.cursors.seal(CURSOR_OF, key, last.seq) : null };
  }

  /** How often each action and outcome is among the newest matches, of which `MOST_COUNTED` are counted. */
  async facets(filter: AuditFilter): Promise<Facet[]> {
    const checked = checkFilter(filter);
    return this.dataSource.transaction((manager) => countFacets(manager, checked, MOST_COUNTED));
  }

  /**
   * Every match, the newest first, in memory that does not grow with their number. The stream holds a connection until
   * it ends, fails or is destroyed. `masked`: personal values are named, and what they hold is left out.
   * @throws Problem 422 for a bad filter
   */
  async stream(
    filter: AuditFilter,
    format: 'ndjson' | 'csv',
    options: { readonly masked?: boolean } = {},
  ): Promise<Readable> {
    const checked = checkFilter(filter);
    await this.sequencer.catchUp();
    return streamEvents(this.pool, checked, format, options);
  }

  /** How many matches there are. Takes about as long as reading them. @throws Problem 422 for a bad filter */
  async count(filter: AuditFilter): Promise<number> {
    const checked = checkFilter(filter);
    await this.sequencer.catchUp();
    return this.dataSource.transaction((manager) => countMatches(manager, checked));
  }
}
