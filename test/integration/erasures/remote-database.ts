import { createPool } from 'mysql2/promise';
import pg from 'pg';
import { describe } from 'vitest';
import { type SourceEngine } from '../../../src/sources/engine/source-engine.js';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { MariaConnection } from '../../../src/sources/mariadb/maria-connection.js';
import { MariaPool } from '../../../src/sources/mariadb/maria-pool.js';
import { MariaSource } from '../../../src/sources/mariadb/maria-source.js';
import { MariaWriter } from '../../../src/sources/mariadb/maria-writer.js';
import { type RemoteConnection, type RemoteWriter } from '../../../src/sources/remote-writer.js';
import { SourcePool } from '../../../src/sources/source-pool.js';
import { PgConnection } from '../../../src/sources/sql/pg-connection.js';
import { PgWriter } from '../../../src/sources/sql/pg-writer.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase } from '../../support/database.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB, MariaDbServer } from '../../support/mariadb-server.js';

/** A database of some kind that is not the portal's, with tables `shop.*`, as its administrator sees it. */
export interface RemoteDatabase {
  readonly kind: 'postgresql' | 'mariadb';
  /** Whom the portal reads and erases as. */
  readonly url: string;
  readonly writeUrl: string;
  /** One statement in SQL that every kind understands, its values for `?`; rows as texts. */
  all(statement: string, ...values: readonly unknown[]): Promise<(string | null)[][]>;
  /** Ends every connection that erases, as a network or an administrator would, and waits until it is gone. */
  cut(): Promise<void>;
  /** Whether whoever erases may read the settings of the shop. */
  maySeeSettings(may: boolean): Promise<void>;
  /** What a connection that erases does. */
  readonly connection: RemoteConnection;
  /** Reading and erasing apart from the portal's own connections. */
  engine(map: DataMap, connections: number): EngineParts;
  stop(): Promise<void>;
}

interface EngineParts {
  readonly source: SourceEngine;
  readonly writer: RemoteWriter;
  end(): Promise<void>;
}

export type StartRemote = () => Promise<RemoteDatabase>;

/** The same tests of the protocol with each kind of database. */
export function withEachRemote(tests: (start: StartRemote, kind: RemoteDatabase['kind']) => void): void {
  describe('in another PostgreSQL', () => tests(postgresRemote, 'postgresql'));
  describe.skipIf(!hasMariaDb)(`in a MariaDB (${HOW_TO_GET_A_MARIADB})`, () => tests(mariaRemote, 'mariadb'));
}

const ERASED = ['customers', 'orders', 'letters'];

function tables(instant: string): string[] {
  return [
    'CREATE TABLE shop.settings (name varchar(50) PRIMARY KEY, value text NOT NULL)',
    `INSERT INTO shop.settings VALUES ('site', 'https://shop.example'), ('theme', 'blue')`,
    'CREATE TABLE shop.customers (id serial PRIMARY KEY, email varchar(200), name text)',
    `CREATE TABLE shop.orders (id serial PRIMARY KEY, customer integer, note text NOT NULL, total integer,
      article varchar(50), at ${instant})`,
    `CREATE TABLE shop.letters (id serial PRIMARY KEY, email varchar(200), text text, at ${instant})`,
  ];
}

type Row = (string | number | Date | null)[];

const asText = (row: Row) =>
  row.map((value) => {
    if (value instanceof Date) return value.toISOString();
    return value === null ? null : String(value);
  });

export async function postgresRemote(): Promise<RemoteDatabase> {
  const database = await createTestDatabase();
  const client = new pg.Pool({ connectionString: database.adminUrl, max: 4 });
  client.on('error', () => undefined);
  const [reader, writer] = [database.appUrl, database.ownerUrl].map((url) => new URL(url).username);
  await client.query('CREATE SCHEMA shop');
  for (const statement of tables('timestamptz')) await client.query(statement);
  await client.query(`GRANT USAGE ON SCHEMA shop TO ${reader}, ${writer};
    GRANT SELECT ON ALL TABLES IN SCHEMA shop TO ${reader}, ${writer};
    GRANT UPDATE, DELETE ON ${ERASED.map((table) => `shop.${table}`).join(', ')} TO ${writer}`);
  return {
    kind: 'postgresql',
    url: database.appUrl,
    writeUrl: database.ownerUrl,
    all: async (statement, ...values) => {
      let place = 0;
      const text = statement.replaceAll('?', () => `$${(place += 1)}`);
      const { rows } = await client.query<Row>({ text, values: [...values], rowMode: 'array' });
      return rows.map(asText);
    },
    cut: async () => {
      await client.query(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
         WHERE application_name = 'athar-eraser' AND datname = current_database()`,
      );
    },
    maySeeSettings: async (may) => {
      await client.query(
        `${may ? 'GRANT' : 'REVOKE'} SELECT ON shop.settings ${may ? 'TO' : 'FROM'} ${writer}`,
      );
    },
    connection: PgConnection.prototype,
    engine: (map, connections) => {
      const pool = new SourcePool(database.appUrl, connections);
      return {
        source: new SqlSource('shop', map, pool),
        writer: new PgWriter('shop', map, database.ownerUrl),
        end: () => pool.end(),
      };
    },
    stop: async () => {
      await client.end();
      await database.drop();
    },
  };
}

async function mariaRemote(): Promise<RemoteDatabase> {
  const server = await MariaDbServer.start();
  await server.database('shop', tables('datetime').join(';'));
  await server.query(`CREATE USER reader IDENTIFIED BY 'r', eraser IDENTIFIED BY 'e';
    GRANT SELECT ON shop.* TO reader;
    ${['settings', ...ERASED].map((table) => `GRANT SELECT ON shop.${table} TO eraser;`).join(' ')}
    ${ERASED.map((table) => `GRANT UPDATE, DELETE ON shop.${table} TO eraser`).join('; ')}`);
  const client = createPool({ uri: server.url('shop'), connectionLimit: 4, dateStrings: true });
  // Double bars put texts together, as the standard has it.
  client.on(
    'connection',
    (connection) => void connection.query(`SET SESSION sql_mode = 'ANSI,STRICT_ALL_TABLES'`),
  );
  const all: RemoteDatabase['all'] = async (statement, ...values) => {
    const [rows] = await client.query({ sql: statement, values: [...values], rowsAsArray: true });
    return Array.isArray(rows) ? (rows as Row[]).map(asText) : [];
  };
  const [url, writeUrl] = [server.url('shop', 'reader', 'r'), server.url('shop', 'eraser', 'e')];
  return {
    kind: 'mariadb',
    url,
    writeUrl,
    all,
    cut: async () => {
      await all('KILL CONNECTION USER eraser');
      const listed = `SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'eraser'`;
      while ((await all(listed)).length > 0);
    },
    maySeeSettings: async (may) => {
      await all(`${may ? 'GRANT' : 'REVOKE'} SELECT ON shop.settings ${may ? 'TO' : 'FROM'} eraser`);
    },
    connection: MariaConnection.prototype,
    engine: (map, connections) => {
      const pool = new MariaPool(url, connections);
      return {
        source: new MariaSource('shop', map, pool),
        writer: new MariaWriter('shop', map, writeUrl),
        end: () => pool.end(),
      };
    },
    stop: async () => {
      await client.end();
      await server.stop();
    },
  };
}
