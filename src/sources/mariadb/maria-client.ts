import { type PoolConnection } from 'mysql2';
import { type Readable } from 'node:stream';
import { type Sql } from './sql-text.js';
import { textOfValue } from './text-of-value.js';

/** Milliseconds beyond the database's own time limit after which it is taken to be gone. */
const GRACE = 5_000;

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
    const seconds = Math.ceil(limit / 1000);
    await this.run(`SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', time_zone = '+00:00',
      net_write_timeout = 3600, wait_timeout = 3600, lock_wait_timeout = ${seconds}, ${this.limited(limit)}`);
    await this.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await this.run('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  }

  /** How long a statement may take from here on: MariaDB counts in seconds, MySQL in milliseconds. */
  async limitTo(limit: number): Promise<void> {
    await this.run(`SET SESSION ${this.limited(limit)}`);
  }

  private limited(limit: number): string {
    const whole = Math.max(1, Math.trunc(limit));
    this.limit = whole + GRACE;
    return `net_read_timeout = 3600
      /*M!, max_statement_time = ${whole / 1000} */ /*!80000, max_execution_time = ${whole} */`;
  }

  /** Ends the transaction and gives the connection back, whatever state it is in. */
  async finish(): Promise<void> {
    try {
      this.limit = GRACE;
      await this.run('ROLLBACK');
      this.release(false);
    } catch {
      this.release(true);
    }
  }

  /** Rows, each column as the text that the database writes; by the prepared protocol, so that no value is in SQL text. */
  rows({ text, values }: Sql): Promise<(string | null)[][]> {
    return this.inTime((resolve, reject) => {
      const asked = { sql: text, values: [...values], rowsAsArray: true };
      this.connection.execute<never>(asked, (error, rows) => {
        if (error === null) resolve((rows as unknown[][]).map((row) => row.map(textOfValue)));
        else reject(error);
      });
    });
  }

  /** Rows as they come, no more at a time than the reader takes. */
  stream({ text, values }: Sql): Readable {
    const asked = { sql: text, values: [...values], rowsAsArray: true };
    const rows = this.connection.execute(asked).stream({ highWaterMark: 64 });
    // The driver tells of a lost connection only those who wait with a callback.
    const onLost = (error: Error) => rows.destroy(error);
    this.connection.on('error', onLost);
    const timer = setTimeout(() => rows.destroy(late()), this.limit);
    rows.once('close', () => {
      clearTimeout(timer);
      this.connection.off('error', onLost);
    });
    return rows;
  }

  /** A statement without values. */
  private run(text: string): Promise<void> {
    return this.inTime((resolve, reject) => {
      this.connection.query({ sql: text }, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  /** A network that is gone tells nobody, and then neither does the database's own limit. */
  private inTime<T>(ask: (resolve: (answer: T) => void, reject: (error: Error) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => reject(late()), this.limit);
      ask(
        (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
        (error) => {
          clearTimeout(timer);
          reject(error);
        },
      );
    });
  }

  /** @param broken whether the connection is of no more use */
  release(broken: boolean): void {
    if (this.over) return;
    this.over = true;
    if (broken) this.connection.destroy();
    else this.connection.release();
  }
}

function late(): Error {
  return Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
}
