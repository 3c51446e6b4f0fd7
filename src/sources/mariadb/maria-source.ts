import { type Begun } from '../begun.js';
import { addressesOf } from '../engine/addresses-of.js';
import { mayBeUnconfirmed, usesOf, viewOf } from '../engine/collection-view.js';
import { asUnavailable } from '../engine/failure-sentence.js';
import { leadWarnings, type Serves } from '../engine/lead-warnings.js';
import { type Known, learn, type Lesson as Asked } from '../engine/learning.js';
import { type LiveSchema } from '../engine/live-schema.js';
import { mapMismatches, mappedTables } from '../engine/map-mismatches.js';
import { type SourceEngine } from '../engine/source-engine.js';
import { type Finding, finding } from '../finding.js';
import { type Collection, type DataMap, type Lesson } from '../map/data-map.js';
import { type SourceSubject } from '../snapshot.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { compileCollection, lessonStatement } from './compiled-collection.js';
import { findsFolded } from './matches.js';
import { type MariaClient, type MariaLimits } from './maria-client.js';
import { type MariaPool } from './maria-pool.js';
import { MariaPredicates, type SoughtPerson } from './maria-predicates.js';
import { type MariaSchema, type MariaTable, readMariaSchema } from './maria-schema.js';
import { MariaSnapshot } from './maria-snapshot.js';
import { bound, joined, sql } from './sql-text.js';

const LIMITS: MariaLimits = { search: 60_000, stream: 3_600_000 };

/** Milliseconds for which the database may look its statistics up. */
const LOOKING = 5_000;

interface TaughtBy extends Asked {
  readonly rows: Collection;
  readonly lesson: Lesson;
}

/** A MariaDB or MySQL database as a source, by its data map; its tables are in the database that the address names. */
export class MariaSource implements SourceEngine {
  constructor(
    readonly id: string,
    readonly map: DataMap,
    private readonly pool: MariaPool,
    private readonly limits = LIMITS,
  ) {}

  get title(): DataMap['title'] {
    return this.map.title;
  }

  open(subject: SourceSubject, begun?: Begun): Promise<MariaSnapshot> {
    return this.begin(this.limits.search, async (client) => {
      const live = await this.fitting(client);
      const person = await this.learned(client, live, subject, begun);
      await client.limitTo(this.limits.stream);
      const predicates = new MariaPredicates(this.map, live, person);
      const compiled = this.map.collections.map((collection) => {
        const view = viewOf(collection, mayBeUnconfirmed(this.map, collection));
        return [
          collection.id,
          { view, statements: compileCollection(this.map, live, collection, predicates) },
        ] as const;
      });
      return new MariaSnapshot(this.id, client, new Map(compiled));
    });
  }

  wholeSchema(): Promise<LiveSchema> {
    return this.looked(this.limits.search, (client) => readMariaSchema(client));
  }

  /** None: nothing is erased in such a source. */
  eraseMismatches(): Finding[] {
    return [];
  }

  leadWarnings(live: LiveSchema): Finding[] {
    return leadWarnings(this.map, live, serves);
  }

  estimatedRows(): Promise<ReadonlyMap<string, number>> {
    const tables = [...new Set(this.map.collections.map(({ table }) => table))];
    return this.looked(LOOKING, async (client) => {
      const rows = await client.rows(sql`
        SELECT TABLE_NAME, TABLE_ROWS FROM information_schema.TABLES
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_ROWS IS NOT NULL
          AND TABLE_NAME IN (${joined(tables.map(bound), ', ')})`);
      return new Map(rows.map(([table, estimate]) => [table ?? '', Number(estimate)]));
    });
  }

  /** @throws SourceUnavailable where the map does not fit */
  private async fitting(client: MariaClient): Promise<MariaSchema> {
    const live = await readMariaSchema(client, mappedTables(this.map));
    const mismatches = mapMismatches(this.map, live);
    if (mismatches.length === 0) return live;
    throw new SourceUnavailable(this.id, finding('misfit', { source: this.id }), ...mismatches);
  }

  private async learned(
    client: MariaClient,
    live: MariaSchema,
    subject: SourceSubject,
    begun: Begun | undefined,
  ): Promise<SoughtPerson> {
    const lessons = this.map.collections.flatMap((rows) =>
      rows.learns.map((lesson) => ({
        ...{ rows, lesson, collection: rows.id, identifier: lesson.identifier },
        uses: usesOf(this.map, rows),
      })),
    );
    const person = { addresses: [...addressesOf(subject)], left: subject.left?.[this.id], begun };
    let known: Known = new Map();
    await learn<TaughtBy>(this.id, {
      lessons,
      publish: (all) => {
        known = all;
        return Promise.resolve();
      },
      ask: async ({ rows, lesson }, most) => {
        const predicates = new MariaPredicates(this.map, live, { ...person, known });
        const answer = await client.rows(lessonStatement(rows, lesson, predicates, most));
        return answer.map(([value]) => value ?? '');
      },
    });
    return { ...person, known };
  }

  private looked<T>(limit: number, look: (client: MariaClient) => Promise<T>): Promise<T> {
    return this.begin(limit, async (client) => {
      const found = await look(client);
      await client.finish();
      return found;
    });
  }

  /** A read-only transaction of one instant, on a connection that goes away where `work` fails. */
  private async begin<T>(limit: number, work: (client: MariaClient) => Promise<T>): Promise<T> {
    let client: MariaClient | undefined;
    try {
      client = await this.pool.connect();
      await client.begin(limit);
      return await work(client);
    } catch (error) {
      client?.release(true);
      throw asUnavailable(this.id, error);
    }
  }
}

/** An index finds an address in any letter case only where the column's collation takes them for the same. */
const serves: Serves = (key, lead, table) => {
  if (key !== lead.column) return false;
  // Tables of this engine's own schema.
  const column = (table as MariaTable).columns.get(key);
  return lead.by !== 'address' || (column !== undefined && findsFolded(column));
};
