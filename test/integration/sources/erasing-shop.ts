import { setTimeout as after } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';
import pg from 'pg';
import { type ErasableSource, type OfficeCalendar, type Statements } from '../../../src/sources/erasing.js';
import { type Finding } from '../../../src/sources/finding.js';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { MariaErasable } from '../../../src/sources/mariadb/maria-erasable.js';
import { MariaPool } from '../../../src/sources/mariadb/maria-pool.js';
import { MariaSource } from '../../../src/sources/mariadb/maria-source.js';
import { SourcePool } from '../../../src/sources/source-pool.js';
import { SqlErasable } from '../../../src/sources/sql/sql-erasable.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase } from '../../support/database.js';
import { MariaDbServer } from '../../support/mariadb-server.js';
import { type InTransaction, inTransaction } from './erasing.js';

/** A database of some kind with tables `shop.*`, in which a source is erased. */
export interface ErasingShop {
  /** Types of columns: an instant with microseconds, some bytes. */
  readonly instant: string;
  readonly bytes: string;
  /** The type of a time without a zone. */
  readonly local: string;
  /** What the database takes for dates that are none. */
  readonly noDates: readonly string[];
  /** SQL of the first seven bytes of a column of bytes, as text. */
  startOf(column: string): string;
  /** The tables anew. */
  tables(sql: string): Promise<void>;
  run(sql: string): Promise<void>;
  all(select: string): Promise<unknown[][]>;
  erasable(map: DataMap, calendar?: OfficeCalendar): ErasableSource;
  readonly transaction: InTransaction;
  /** Somebody else's connection. */
  readonly other: { run(sql: string): Promise<void> };
  /** Until the eraser waits for a row that the other connection is changing. */
  waiting(): Promise<void>;
  stop(): Promise<void>;
}

export async function postgresShop(): Promise<ErasingShop> {
  const database = await createTestDatabase();
  const [client, other] = [database.adminUrl, database.adminUrl].map(
    (connectionString) => new pg.Client({ connectionString }),
  );
  if (client === undefined || other === undefined) throw new Error('no connection');
  await client.connect();
  await other.connect();
  await client.query(`SET TimeZone = 'UTC'`);
  const pool = new SourcePool(database.adminUrl, 3);
  return {
    instant: 'timestamptz',
    bytes: 'bytea',
    local: 'timestamp',
    noDates: ['infinity', '-infinity'],
    startOf: (column) => `left(encode(${column}, 'escape'), 7)`,
    tables: async (sql) => {
      await client.query(
        `DROP SCHEMA IF EXISTS shop CASCADE; CREATE SCHEMA shop; SET search_path = shop; ${sql}; RESET search_path`,
      );
    },
    run: async (sql) => void (await client.query(sql)),
    all: async (select) => (await client.query<unknown[]>({ text: select, rowMode: 'array' })).rows,
    erasable: (map, calendar) => new SqlErasable(new SqlSource('shop', map, pool), calendar),
    transaction: (work) => inTransaction(client, work),
    other: { run: async (sql) => void (await other.query(sql)) },
    waiting: async () => {
      const sql = `SELECT FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'`;
      while ((await other.query(sql, [database.name])).rowCount !== 1);
    },
    stop: async () => {
      await pool.end();
      await client.end();
      await other.end();
      await database.drop();
    },
  };
}

/** A MariaDB, and how others than its owner see it. */
export interface MariaErasingShop extends ErasingShop {
  readonly server: MariaDbServer;
  erasable(map: DataMap, calendar?: OfficeCalendar): MariaErasable;
  /** Statements of another user. */
  as<T>(user: string, password: string, work: (statements: Statements) => Promise<T>): Promise<T>;
  warnings(map: DataMap): Promise<Finding[]>;
  mismatchesAs(user: string, password: string, map: DataMap): Promise<Finding[]>;
}

export async function mariaShop(): Promise<MariaErasingShop> {
  const server = await MariaDbServer.start();
  await server.database('shop', 'SELECT 1');
  const connect = async () => {
    const connection = await createConnection({ uri: server.url('shop'), multipleStatements: true });
    return connection.on('error', () => undefined);
  };
  const [client, other] = [await connect(), await connect()];
  // As lax as a server may be set: what is too long would be cut.
  await client.query(`SET SESSION sql_mode = ''`);
  const pool = new MariaPool(server.url('shop'), 3);
  return {
    server,
    instant: 'datetime(6)',
    bytes: 'varbinary(100)',
    local: 'datetime',
    noDates: ['0000-00-00 00:00:00', '2020-00-00 00:00:00'],
    startOf: (column) => `CONVERT(LEFT(${column}, 7) USING utf8mb4)`,
    tables: (sql) => server.database('shop', sql),
    run: async (sql) => void (await server.query(sql)),
    all: async (select) => (await client.query({ sql: select, rowsAsArray: true }))[0] as unknown[][],
    erasable: (map, calendar) => new MariaErasable(new MariaSource('shop', map, pool), calendar),
    transaction: async (work) => {
      await client.query('USE shop; SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION');
      try {
        const answer = await work(statementsOf(client));
        await client.query('COMMIT');
        return answer;
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    },
    other: { run: async (sql) => void (await other.query(sql)) },
    as: async (user, password, work) => {
      const theirs = await createConnection({ uri: server.url('shop', user, password) });
      try {
        return await work(statementsOf(theirs));
      } finally {
        await theirs.end();
      }
    },
    warnings: async (map) => {
      const source = new MariaSource('shop', map, pool);
      return source.warnings(await source.wholeSchema());
    },
    mismatchesAs: async (user, password, map) => {
      const theirs = new MariaPool(server.url('shop', user, password), 1);
      const source = new MariaSource('shop', map, theirs);
      const found = source.eraseMismatches(await source.wholeSchema());
      await theirs.end();
      return found;
    },
    waiting: async () => {
      const sql = `SELECT 1 FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'`;
      // The server looks anew only where nobody has looked for a tenth of a second.
      while ((await server.query(sql)).length !== 1) await after(150);
    },
    stop: async () => {
      await pool.end();
      await client.end();
      await other.end();
      await server.stop();
    },
  };
}

function statementsOf(client: Connection): Statements {
  return {
    query: async <Row>(sql: string, parameters?: readonly unknown[]) =>
      (await client.execute(sql, parameters as string[] | undefined))[0] as Row[],
  };
}
