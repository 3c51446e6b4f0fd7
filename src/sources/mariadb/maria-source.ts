import { type Begun } from '../begun.js';
import { mayBeUnconfirmed, usesOf, viewOf } from '../engine/collection-view.js';
import { eraseMismatches } from '../engine/erase-mismatches.js';
import { asUnavailable } from '../engine/failure-sentence.js';
import { leadWarnings, type Serves } from '../engine/lead-warnings.js';
import { type Known, learn, type Lesson as Asked, type Teacher } from '../engine/learning.js';
import { type LiveSchema } from '../engine/live-schema.js';
import { mapMismatches, mappedTables } from '../engine/map-mismatches.js';
import { presentMap } from '../engine/present-map.js';
import { shapeOf } from '../engine/shaped-lines.js';
import { type SourceEngine } from '../engine/source-engine.js';
import { type ErasedSubject } from '../erasing.js';
import { type Finding, finding } from '../finding.js';
import { type Fingerprint } from '../fingerprint.js';
import { type Collection, type DataMap, type Lesson } from '../map/data-map.js';
import { type SourceSubject } from '../snapshot.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { compileCollection, lessonStatement } from './compiled-collection.js';
import { HOLDING } from './holding.js';
import { findsFolded } from './matches.js';
import { type MariaClient, type MariaLimits } from './maria-client.js';
import { type MariaPool } from './maria-pool.js';
import { mariaFingerprint } from './maria-fingerprint.js';
import { MariaPredicates } from './maria-predicates.js';
import { type MariaSchema, type MariaTable, readMariaSchema } from './maria-schema.js';
import { type MariaSearch } from './maria-search.js';
import { MariaSnapshot } from './maria-snapshot.js';
import { MariaUnconfirmedRows } from './maria-unconfirmed-rows.js';
import { soughtPerson, type SoughtPerson } from './sought-person.js';
import { bound, joined, sql } from './sql-text.js';
import { triggerWarnings } from './trigger-warnings.js';

const LIMITS: MariaLimits = { search: 60_000, stream: 3_600_000 };

/** Milliseconds for which the database may look its statistics up. */
const LOOKING = 5_000;

/** Milliseconds for which a schema that was read is taken to be the one that is there. Statements that do not fit fail. */
const FRESH = 10_000;

/** How to look for a person. */
export interface MariaLooking {
  /** How far addresses reach of an erasure that has begun. */
  readonly begun?: Begun;
  /** The schema as the map fitted it lately; it is read where left out. */
  readonly live?: MariaSchema;
  /** Whether nothing is learned beyond what is known. */
  readonly known?: boolean;
}

interface TaughtBy extends Asked {
  readonly rows: Collection;
  readonly lesson: Lesson;
}

/** A MariaDB or MySQL database as a source, by its data map; its tables are in the database that the address names. */
export class MariaSource implements SourceEngine {
  private lately?: { readonly live: MariaSchema; readonly until: number };

  constructor(
    readonly id: string,
    readonly map: DataMap,
    private readonly pool: MariaPool,
    private readonly limits = LIMITS,
  ) {}

  get title(): DataMap['title'] {
    return this.map.title;
  }

  async open(subject: SourceSubject, begun?: Begun): Promise<MariaSnapshot> {
    return this.snapshotOf(await this.search(subject, { begun }));
  }

  async unconfirmed({ emails, left }: SourceSubject): Promise<MariaUnconfirmedRows> {
    return new MariaUnconfirmedRows(this.id, await this.search({ emails, left }));
  }

  /** The person's records by a search, whose connection they go on with. */
  snapshotOf({ client, map, live, person }: MariaSearch): MariaSnapshot {
    const predicates = new MariaPredicates(map, live, person);
    const compiled = map.collections.map((collection) => {
      const unconfirmed = mayBeUnconfirmed(map, collection);
      const statements = () => compileCollection(map, live, collection, predicates);
      const shape = () => shapeOf(collection, unconfirmed);
      return [collection.id, { view: viewOf(collection, unconfirmed), statements, shape }] as const;
    });
    return new MariaSnapshot(this.id, client, new Map(compiled));
  }

  /** Looks for the person, and leaves the rest to the caller. @throws SourceUnavailable */
  search(subject: ErasedSubject, how: MariaLooking = {}): Promise<MariaSearch> {
    const { search, stream } = this.limits;
    const isKnown = how.known === true && how.live !== undefined;
    return this.begin(isKnown ? stream : search, async (client) => {
      const live = how.live ?? (await this.fitting(client));
      const map = presentMap(this.map, live);
      const person =
        how.known === true
          ? soughtPerson(this.id, subject, how.begun)
          : await this.learned(client, { map, live }, subject, how.begun);
      if (!isKnown) await client.limitTo(stream);
      return { client, map, live, person };
    });
  }

  /** The schema as it was read a moment ago, or is read now; the map fits it. @throws SourceUnavailable */
  async schema(): Promise<MariaSchema> {
    if (this.lately !== undefined && performance.now() < this.lately.until) return this.lately.live;
    return this.looked(this.limits.search, (client) => this.fitting(client));
  }

  /** Something did not fit: the schema is read anew by whoever comes next. */
  misfitted(): void {
    this.lately = undefined;
  }

  wholeSchema(): Promise<LiveSchema> {
    return this.looked(this.limits.search, (client) => readMariaSchema(client));
  }

  eraseMismatches(live: LiveSchema): Finding[] {
    return eraseMismatches(presentMap(this.map, live), live as MariaSchema, HOLDING);
  }

  warnings(live: LiveSchema): Finding[] {
    return [...leadWarnings(this.map, live, serves), ...triggerWarnings(this.map, live as MariaSchema)];
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

  fingerprint(): Promise<Fingerprint> {
    return this.looked(this.limits.search, (client) =>
      mariaFingerprint(this.id, this.map, (statement) => client.rows(statement)),
    );
  }

  /** @throws SourceUnavailable where the map does not fit */
  private async fitting(client: MariaClient): Promise<MariaSchema> {
    const live = await readMariaSchema(client, mappedTables(this.map));
    const mismatches = mapMismatches(this.map, live);
    if (mismatches.length === 0) {
      this.lately = { live, until: performance.now() + FRESH };
      return live;
    }
    throw new SourceUnavailable(this.id, finding('misfit', { source: this.id }), ...mismatches);
  }

  private async learned(
    client: MariaClient,
    { map, live }: { readonly map: DataMap; readonly live: MariaSchema },
    subject: ErasedSubject,
    begun: Begun | undefined,
  ): Promise<SoughtPerson> {
    const lessons = map.collections.flatMap((rows) =>
      rows.learns.map((lesson) => ({
        ...{ rows, lesson, collection: rows.id, identifier: lesson.identifier },
        uses: usesOf(map, rows),
      })),
    );
    const person = soughtPerson(this.id, subject, begun);
    let known: Known = new Map();
    const teacher: Teacher<TaughtBy> = {
      lessons,
      publish: (all) => {
        known = all;
        return Promise.resolve();
      },
      ask: async ({ rows, lesson }, most) => {
        const predicates = new MariaPredicates(map, live, { ...person, known });
        const answer = await client.rows(lessonStatement(rows, lesson, predicates, most));
        return answer.map(([value]) => value ?? '');
      },
    };
    await learn(this.id, teacher, subject.known);
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
      this.misfitted();
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
