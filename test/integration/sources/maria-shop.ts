import { createConnection } from 'mysql2/promise';
import { expect } from 'vitest';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { type MariaLimits } from '../../../src/sources/mariadb/maria-client.js';
import { MariaPool } from '../../../src/sources/mariadb/maria-pool.js';
import { type MariaSnapshot } from '../../../src/sources/mariadb/maria-snapshot.js';
import { MariaSource } from '../../../src/sources/mariadb/maria-source.js';
import { type Begun } from '../../../src/sources/begun.js';
import { type SourceSubject } from '../../../src/sources/snapshot.js';
import { MariaDbServer } from '../../support/mariadb-server.js';
import { records, type Row } from './portal-rows.js';

/** Whom to look for, and how. */
export interface Sought extends Partial<SourceSubject> {
  readonly begun?: Begun;
  readonly limits?: MariaLimits;
}

/** A MariaDB with a database `shop`, and one connection by which a source reads it. */
export class MariaShop {
  private readonly opened: MariaSnapshot[] = [];

  private constructor(
    readonly server: MariaDbServer,
    private pool: MariaPool,
  ) {}

  static async start(...options: readonly string[]): Promise<MariaShop> {
    const server = await MariaDbServer.start(...options);
    return new MariaShop(server, new MariaPool(server.url('shop'), 1));
  }

  /** The database anew, with these tables in it. */
  tables(sql: string): Promise<void> {
    return this.server.database('shop', sql);
  }

  /** Statements with their values, in the database. */
  async fill(
    rows: readonly { readonly text: string; readonly values: readonly (string | number)[] }[],
  ): Promise<void> {
    const url = new URL(this.server.url('shop'));
    const connection = await createConnection({
      ...{ host: url.hostname, port: Number(url.port), user: url.username, database: 'shop' },
      charset: 'utf8mb4_general_ci',
    });
    await connection.query(`SET sql_mode = ''`);
    for (const { text, values } of rows) await connection.execute(text, [...values]);
    await connection.end();
  }

  /** Reads as this user from here on. */
  async as(user: string, password: string): Promise<void> {
    await this.pool.end();
    this.pool = new MariaPool(this.server.url('shop', user, password), 1);
  }

  source(map: DataMap, limits?: MariaLimits): MariaSource {
    return new MariaSource('shop', map, this.pool, limits);
  }

  async open(map: DataMap, { limits, begun, ...subject }: Sought = {}): Promise<MariaSnapshot> {
    const snapshot = await this.source(map, limits).open({ emails: ['jose@x.test'], ...subject }, begun);
    this.opened.push(snapshot);
    return snapshot;
  }

  /** What one person's records of one collection are. */
  async read(map: DataMap, collection: string, sought?: Sought): Promise<Row[]> {
    const snapshot = await this.open(map, sought);
    const found = await records(snapshot, collection);
    expect(await snapshot.count(collection)).toBe(found.length);
    await snapshot.close();
    return found;
  }

  /** Closes what a failed test left open: it would hold the only connection. */
  async tidy(): Promise<void> {
    for (const snapshot of this.opened.splice(0)) await snapshot.close();
  }

  async stop(): Promise<void> {
    await this.tidy();
    await this.pool.end();
    await this.server.stop();
  }
}
