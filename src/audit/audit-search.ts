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
import { type Budget } from './search/walk.js';

export interface AuditPage {
  readonly items: readonly AuditItem[];
  /** Opens the next page; null on the last one. */
  readonly next: string | null;
  /** True where the time for a page was over before it was full: `next` goes on from there, and there may be no items. */
  readonly partial: boolean;
  /** On a partial page, the time of the oldest event that was looked at (RFC 3339). */
  readonly searchedBackTo?: string;
}

/** How often each action and outcome is among the newest matches. */
export interface Facets {
  readonly facets: readonly Facet[];
  /** How many matches were counted. */
  readonly counted: number;
  /** True where there may be more matches than were counted. */
  readonly estimated: boolean;
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
   * The matches before the cursor, the newest first. The first page holds everything that was committed before the call. A page
   * that cannot be filled in its time is partial: pages together still hold every match once.
   * @param budget another time for a page than usual
   * @throws Problem 422 for a bad filter, limit or cursor
   */
  async search(
    filter: AuditFilter,
    page: { readonly limit: number; readonly cursor?: string },
    budget?: Budget,
  ): Promise<AuditPage> {
    const checked = checkFilter(filter);
    if (!Number.isInteger(page.limit) || page.limit < 1 || page.limit > MOST_ITEMS) {
      throw invalidField('?limit', `A whole number from 1 to ${MOST_ITEMS}.`);
    }
    const key = canonicalize(checked);
    const before =
      page.cursor === undefined ? undefined : this.cursors.open(CURSOR_OF, key, page.cursor, positionSchema);
    if (before === undefined) await this.sequencer.catchUp();
    const window = { before, most: page.limit + 1 };
    const read = await this.dataSource.transaction((manager) => readPage(manager, checked, window, budget));
    const items = read.items.slice(0, page.limit);
    const seal = (from: number) => this.cursors.seal(CURSOR_OF, key, from);
    const last = items.at(-1);
    if (read.items.length > page.limit && last !== undefined) {
      return { items, next: seal(last.seq), partial: false };
    }
    if (read.ended) return { items, next: null, partial: false };
    return { items, next: seal(read.from), partial: true, searchedBackTo: read.at?.toISOString() };
  }

  /**
   * How often each action and outcome is among the newest matches, of which `MOST_COUNTED` are counted, or as many as are found
   * in the time of a page.
   */
  async facets(filter: AuditFilter): Promise<Facets> {
    const checked = checkFilter(filter);
    const { facets, estimated } = await this.dataSource.transaction((manager) =>
      countFacets(manager, checked, MOST_COUNTED),
    );
    return { facets, counted: facets.reduce((sum, { count }) => sum + count, 0), estimated };
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
