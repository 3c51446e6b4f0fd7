import { type PoolClient } from 'pg';
import { setLocals } from '../../platform/database/copy.js';
import { type Begun } from '../begun.js';
import { addressesOf } from '../engine/addresses-of.js';
import { eraseMismatches } from '../engine/erase-mismatches.js';
import { asUnavailable } from '../engine/failure-sentence.js';
import { leadWarnings } from '../engine/lead-warnings.js';
import { type LiveSchema } from '../engine/live-schema.js';
import { mapMismatches, mappedTables } from '../engine/map-mismatches.js';
import { presentMap } from '../engine/present-map.js';
import { type SourceEngine } from '../engine/source-engine.js';
import { type ErasedSubject, type KnownIdentifiers } from '../erasing.js';
import { type Fingerprint } from '../fingerprint.js';
import { type DataMap } from '../map/data-map.js';
import { type SourceSubject } from '../snapshot.js';
import { type Finding, finding } from '../finding.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { type CompiledMap } from './compiled-map.js';
import { HOLDING } from './holding.js';
import { FittedMap } from './fitted-map.js';
import { indexServes } from './index-serves.js';
import { learnIdentifiers } from './learn-identifiers.js';
import { readLiveSchema } from './live-schema.js';
import { VALUES_AS_TEXT } from './session.js';
import { arrayLiteral, EMAILS, knownSetting, reachSettings } from './settings.js';
import { estimatedRows, fingerprint, wholeSchema } from './source-looks.js';
import { type ApartReach } from './predicates.js';
import { SqlSnapshot } from './sql-snapshot.js';
import { SqlUnconfirmedRows } from './sql-unconfirmed-rows.js';

/** Hands out connections; the holder releases each, with `true` where it is broken. */
export interface ConnectionPool {
  connect(): Promise<PoolClient>;
}

export interface SqlSourceLimits {
  /** Milliseconds that one statement may take while the person's rows are looked for. */
  readonly search: number;
  /** Milliseconds that counting or streaming one collection may take, waiting for its reader included. */
  readonly stream: number;
}

const LIMITS: SqlSourceLimits = { search: 60_000, stream: 3_600_000 };

const SESSION: Readonly<Record<string, string>> = {
  ...VALUES_AS_TEXT,
  work_mem: '32MB',
  jit: 'off',
  idle_in_transaction_session_timeout: '3600000',
};

/**
 * A connection inside a read-only transaction of one instant, with the person's settings made. Whoever holds it releases
 * the client.
 */
export interface PersonSearch {
  readonly client: PoolClient;
  readonly map: CompiledMap;
  readonly known: KnownIdentifiers;
}

/** How to look for a person. */
export interface Looking {
  /** How far addresses reach of an erasure that has begun. */
  readonly begun?: Begun;
  /** The map as it fitted lately; the schema is read where left out. */
  readonly fitted?: FittedMap;
  /** Whether nothing is learned beyond what is known. */
  readonly known?: boolean;
}

/** Milliseconds for which a schema that was read is taken to be the one that is there. Statements that do not fit fail. */
const FRESH = 10_000;

/** A PostgreSQL database as a source, by its data map. */
export class SqlSource implements SourceEngine {
  private lately?: { readonly fitted: FittedMap; readonly until: number };

  constructor(
    readonly id: string,
    readonly map: DataMap,
    private readonly pool: ConnectionPool,
    private readonly limits = LIMITS,
  ) {}

  get title(): DataMap['title'] {
    return this.map.title;
  }

  async open(subject: SourceSubject, begun?: Begun): Promise<SqlSnapshot> {
    const { client, map } = await this.search(subject, { begun });
    return new SqlSnapshot(this.id, client, map);
  }

  async unconfirmed({ emails, left }: SourceSubject): Promise<SqlUnconfirmedRows> {
    const fitted = await this.fitted();
    const subject = { emails, left };
    const { client } = await this.search(subject, { fitted });
    const { collections, constants } = fitted.unconfirmed(apartIn(this.id, subject).left);
    return this.within(client, async () => {
      await setLocals(client, constants);
      return new SqlUnconfirmedRows(this.id, client, collections);
    });
  }

  /** Looks for the person, and leaves the rest to the caller. @throws SourceUnavailable */
  async search(subject: ErasedSubject, how: Looking = {}): Promise<PersonSearch> {
    return this.begin(async (client) => {
      const fitted = how.fitted ?? (await this.read(client));
      return {
        client,
        ...(await this.prepare(
          client,
          subject,
          fitted.reading({ begun: how.begun, ...apartIn(this.id, subject) }),
          how,
        )),
      };
    });
  }

  /** The map with the schema as it was read a moment ago, or is read now. @throws SourceUnavailable */
  async fitted(): Promise<FittedMap> {
    if (this.lately !== undefined && performance.now() < this.lately.until) return this.lately.fitted;
    return this.begin(async (client) => {
      const fitted = await this.read(client);
      await client.query('ROLLBACK');
      client.release();
      return fitted;
    });
  }

  /** Something did not fit: the schema is read anew by whoever comes next. */
  misfitted(): void {
    this.lately = undefined;
  }

  /** A connection for looking at the source itself. */
  async connect(): Promise<PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      throw asUnavailable(this.id, error);
    }
  }

  wholeSchema(): Promise<LiveSchema> {
    return wholeSchema(this);
  }

  eraseMismatches(live: LiveSchema): Finding[] {
    return eraseMismatches(presentMap(this.map, live), live, HOLDING);
  }

  warnings(live: LiveSchema): Finding[] {
    return leadWarnings(this.map, live, indexServes);
  }

  estimatedRows(): Promise<ReadonlyMap<string, number>> {
    return estimatedRows(this);
  }

  fingerprint(): Promise<Fingerprint> {
    return fingerprint(this);
  }

  /** A read-only transaction of one instant, on a connection that goes away where `work` fails. */
  private async begin<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.connect();
    return this.within(client, async () => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return work(client);
    });
  }

  private async within<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
    const ignore = () => undefined;
    client.on('error', ignore);
    try {
      return await work();
    } catch (error) {
      this.misfitted();
      client.release(true);
      throw asUnavailable(this.id, error);
    } finally {
      client.off('error', ignore);
    }
  }

  private async read(client: PoolClient): Promise<FittedMap> {
    await setLocals(client, { ...SESSION, statement_timeout: String(this.limits.search) });
    const live = await readLiveSchema(client, this.map.schema, mappedTables(this.map));
    const mismatches = mapMismatches(this.map, live);
    if (mismatches.length > 0) {
      throw new SourceUnavailable(this.id, finding('misfit', { source: this.id }), ...mismatches);
    }
    const fitted = new FittedMap(presentMap(this.map, live), live);
    this.lately = { fitted, until: performance.now() + FRESH };
    return fitted;
  }

  private async prepare(
    client: PoolClient,
    subject: ErasedSubject,
    map: CompiledMap,
    { begun, known: allKnown = false }: Looking,
  ): Promise<Omit<PersonSearch, 'client'>> {
    const person = { ...map.constants, [EMAILS]: arrayLiteral(addressesOf(subject)) };
    const settings = { ...SESSION, ...person, ...reachSettings(this.id, subject, begun) };
    if (allKnown) {
      const { known = {} } = subject;
      await setLocals(client, {
        ...settings,
        ...knownSettings(map, known),
        statement_timeout: String(this.limits.stream),
      });
      return { map, known };
    }
    await setLocals(client, { ...settings, statement_timeout: String(this.limits.search) });
    const known = await learnIdentifiers(client, this.id, map, subject.known);
    await setLocals(client, { statement_timeout: String(this.limits.stream) });
    return { map, known };
  }
}

function knownSettings({ identifiers }: CompiledMap, known: KnownIdentifiers): Record<string, string> {
  return Object.fromEntries(identifiers.map((name) => [knownSetting(name), arrayLiteral(known[name] ?? [])]));
}

/** Collections of the source with rows that no address leads to. */
export function apartIn(source: string, { left, notTheirs }: SourceSubject): ApartReach {
  return {
    left: Object.keys(left?.[source] ?? {}),
    notTheirs: Object.keys(notTheirs?.[source] ?? {}),
  };
}
