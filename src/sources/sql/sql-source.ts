import { type PoolClient } from 'pg';
import { setLocals } from '../../platform/database/copy.js';
import { foldAddress } from '../../platform/text/fold-address.js';
import { type ErasedSubject, type KnownIdentifiers } from '../erasing.js';
import { type DataMap } from '../map/data-map.js';
import { type Source, type SourceSubject } from '../snapshot.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { compileMap, type CompiledMap } from './compiled-map.js';
import { asUnavailable } from './failure-sentence.js';
import { learnIdentifiers } from './learn-identifiers.js';
import { type LiveSchema, readLiveSchema } from './live-schema.js';
import { mapMismatches, mappedTables } from './map-mismatches.js';
import { arrayLiteral, EMAILS } from './settings.js';
import { SqlSnapshot } from './sql-snapshot.js';

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

/** What values look like in answers, whatever the server's own settings are. */
const SESSION: Readonly<Record<string, string>> = {
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'iso_8601',
  extra_float_digits: '1',
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
  readonly live: LiveSchema;
  readonly map: CompiledMap;
  readonly known: KnownIdentifiers;
}

/** A PostgreSQL database as a source, by its data map. */
export class SqlSource implements Source {
  constructor(
    readonly id: string,
    readonly map: DataMap,
    private readonly pool: ConnectionPool,
    private readonly limits = LIMITS,
  ) {}

  get title(): DataMap['title'] {
    return this.map.title;
  }

  async open(subject: SourceSubject): Promise<SqlSnapshot> {
    const { client, map } = await this.search(subject);
    return new SqlSnapshot(this.id, client, map);
  }

  /** Looks for the person, and leaves the rest to the caller. @throws SourceUnavailable */
  async search(subject: ErasedSubject): Promise<PersonSearch> {
    const client = await this.connect();
    const ignore = () => undefined;
    client.on('error', ignore);
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return { client, ...(await this.prepare(client, subject)) };
    } catch (error) {
      client.release(true);
      throw asUnavailable(this.id, error);
    } finally {
      client.off('error', ignore);
    }
  }

  /** A connection for looking at the source itself. */
  async connect(): Promise<PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      throw asUnavailable(this.id, error);
    }
  }

  private async prepare(client: PoolClient, subject: ErasedSubject): Promise<Omit<PersonSearch, 'client'>> {
    await setLocals(client, { ...SESSION, statement_timeout: String(this.limits.search) });
    const live = await readLiveSchema(client, this.map.schema, mappedTables(this.map));
    const mismatches = mapMismatches(this.map, live);
    if (mismatches.length > 0) {
      const message = `The data map of the system "${this.id}" does not fit its database. ${mismatches.join(' ')}`;
      throw new SourceUnavailable(this.id, message);
    }
    const map = compileMap(this.map, live);
    await setLocals(client, { ...map.constants, [EMAILS]: arrayLiteral(addressesOf(subject)) });
    const known = await learnIdentifiers(client, this.id, map, subject.known);
    await setLocals(client, { statement_timeout: String(this.limits.stream) });
    return { live, map, known };
  }
}

/** Folded as the database folds; what no text column can hold is left out, since it matches nothing. */
export function addressesOf(subject: SourceSubject): Set<string> {
  const folded = subject.emails.map(foldAddress);
  return new Set(folded.filter((address) => address !== '' && !address.includes('\0')));
}
