import { type PoolConnection } from 'mysql2';
import { type Readable } from 'node:stream';
import { type Sql } from './sql-text.js';

/** Milliseconds beyond the database's own time limit after which it is taken to be gone. */
const GRACE = 10_000;

/** Milliseconds that one statement may take. */
export interface MariaLimits {
  /** While the person's rows are looked for. */
  readonly search: number;
  /** Counting or streaming one collection, waiting for its reader included. */
  readonly stream: number;
}

/** A connection to a MariaDB or MySQL database. Whoever holds it releases it. */
export class MariaClient {
  private limit = 0;
  private over = false;

  constructor(private readonly connection: PoolConnection) {}

  /** Starts a read-only transaction of one instant, in which answers look the same whatever the server's settings are. */
  async begin(limit: number): Promise<void> {
    await this.limitTo(limit);
    const seconds = Math.ceil(limit / 1000);
    await this.run(`SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', time_zone = '+00:00',
      net_write_timeout = 3600, wait_timeout = 3600, lock_wait_timeout = ${seconds}`);
    await this.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await this.run('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  }

  /** How long a statement may take from here on: MariaDB counts in seconds, MySQL in milliseconds. */
  async limitTo(limit: number): Promise<void> {
    const whole = Math.max(1, Math.trunc(limit));
    this.limit = whole + GRACE;
    await this.run(`SET SESSION net_read_timeout = 3600
      /*M!, max_statement_time = ${whole / 1000} */ /*!80000, max_execution_time = ${whole} */`);
  }

  /** A statement without values. */
  run(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.connection.query({ sql: text, timeout: this.limit }, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  /** Rows, each column as the text that the database writes; by the prepared protocol, so that no value is in SQL text. */
  rows({ text, values }: Sql): Promise<(string | null)[][]> {
    return new Promise((resolve, reject) => {
      const asked = { sql: text, values: [...values], rowsAsArray: true, timeout: this.limit };
      this.connection.execute<never>(asked, (error, rows) => {
        if (error === null) resolve((rows as unknown[][]).map((row) => row.map(asText)));
        else reject(error);
      });
    });
  }

  /** Rows as they come, no more at a time than the reader takes. */
  stream({ text, values }: Sql): Readable {
    const asked = { sql: text, values: [...values], rowsAsArray: true, timeout: this.limit };
    const rows = this.connection.execute(asked).stream({ highWaterMark: 64 });
    // The driver tells of a lost connection only those who wait with a callback.
    const onLost = (error: Error) => rows.destroy(error);
    this.connection.on('error', onLost);
    rows.once('close', () => this.connection.off('error', onLost));
    return rows;
  }

  /** @param broken whether the connection is of no more use */
  release(broken: boolean): void {
    if (this.over) return;
    this.over = true;
    if (broken) this.connection.destroy();
    else this.connection.release();
  }
}

function asText(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return JSON.stringify(value);
}
