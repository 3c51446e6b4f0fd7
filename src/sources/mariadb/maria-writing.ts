import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { connectionOf } from './maria-url.js';

/** Milliseconds beyond the database's own time limit after which it is taken to be gone. */
const GRACE = 5_000;

/** Milliseconds. */
export interface WriterLimits {
  readonly connect: number;
  /** For one statement. */
  readonly statement: number;
  /** For a row or a table that somebody else has. */
  readonly lock: number;
  /** For the next statement of a transaction, after which MariaDB undoes it by itself. */
  readonly idle: number;
}

/** A connection that may write, and that is given up where it does not answer in time. */
export class MariaWriting {
  private constructor(
    private readonly connection: Connection,
    private readonly limit: number,
  ) {
    // A connection that is lost fails the running statement; without a listener it would also end the process.
    connection.on('error', () => undefined);
  }

  static async open(url: string, { connect, statement }: WriterLimits): Promise<MariaWriting> {
    const connection = await createConnection({
      ...connectionOf(url),
      connectTimeout: connect,
      charset: 'utf8mb4_general_ci',
      dateStrings: true,
      jsonStrings: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      multipleStatements: false,
      // A server may ask a client for any of its files; this one has none to give.
      flags: ['-LOCAL_FILES'],
      maxPreparedStatements: 20,
      connectAttributes: { program_name: 'athar-eraser' },
    });
    return new MariaWriting(connection, statement + GRACE);
  }

  /** By the prepared protocol, so that no value is in SQL text. */
  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const [rows] = await this.inTime(
      this.connection.execute<RowDataPacket[]>(text, values as (string | null)[]),
    );
    return rows as unknown as Row[];
  }

  /** Rows, each column as text. */
  async texts(text: string, values: readonly string[]): Promise<(string | null)[][]> {
    const asked = { sql: text, values: [...values], rowsAsArray: true };
    const [rows] = await this.inTime(this.connection.execute<RowDataPacket[][]>(asked));
    return rows.map((row) =>
      (row as unknown as (string | number | null)[]).map((value) => (value === null ? null : String(value))),
    );
  }

  /** A statement without values, which needs not be one that can be prepared. */
  async run(text: string): Promise<void> {
    await this.inTime(this.connection.query(text));
  }

  close(): void {
    this.connection.destroy();
  }

  /** A network that is gone tells nobody. */
  private async inTime<T>(answer: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.close();
        reject(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
      }, this.limit);
    });
    try {
      answer.catch(() => undefined);
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
