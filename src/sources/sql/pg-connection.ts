import pg from 'pg';
import { asUnavailable } from '../engine/failure-sentence.js';
import { type Statements } from '../erasing.js';
import { finding } from '../finding.js';
import { type Fingerprint } from '../fingerprint.js';
import { type DataMap } from '../map/data-map.js';
import { type RemoteConnection } from '../remote-writer.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { pgFingerprint } from './pg-fingerprint.js';
import { VALUES_AS_TEXT } from './session.js';

/** Milliseconds. */
export interface WriterLimits {
  readonly connect: number;
  /** For one statement. */
  readonly statement: number;
  /** For a row that somebody else has. */
  readonly lock: number;
  /** For the next statement of a transaction, after which the database undoes it by itself. */
  readonly idle: number;
}

/** Its process, and when that began. */
const ID = `SELECT pid || ' ' || to_char(backend_start AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') AS id
  FROM pg_stat_activity WHERE pid = pg_backend_pid()`;

export async function idOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(ID);
  const [row] = rows;
  if (row === undefined) throw new Error('The server does not see its own connection.');
  return row.id;
}

/** A connection to a PostgreSQL database, for transactions that change rows. */
export class PgConnection implements RemoteConnection {
  private begun = false;
  /** Nobody knows what the server is doing: it did not answer. */
  private lost = false;

  constructor(
    private readonly source: string,
    private readonly map: DataMap,
    private readonly client: pg.Client,
    readonly id: string,
    private readonly limits: WriterLimits,
  ) {}

  fingerprint(): Promise<Fingerprint> {
    return this.ask(() => pgFingerprint(this.source, this.map, this.statements()));
  }

  begin(): Promise<Statements> {
    return this.ask(async () => {
      const { statement, lock, idle } = this.limits;
      this.begun = true;
      await this.client.query('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE');
      const settings = Object.entries({
        ...VALUES_AS_TEXT,
        statement_timeout: String(statement),
        lock_timeout: String(lock),
        idle_in_transaction_session_timeout: String(idle),
      });
      const calls = settings.map((_, index) => `set_config($${index * 2 + 1}, $${index * 2 + 2}, true)`);
      await this.client.query(`SELECT ${calls.join(', ')}`, settings.flat());
      // Behind a pooler each transaction may have another connection, and ending the one that was noted would end nothing.
      if ((await idOf(this.client)) !== this.id) {
        throw new SourceUnavailable(this.source, finding('pooled', { source: this.source }));
      }
      return this.statements();
    });
  }

  async commit(): Promise<void> {
    const { command } = await this.ask(() => this.client.query('COMMIT'));
    this.begun = false;
    // After a statement that failed the server answers so, and has undone everything.
    if (command !== 'COMMIT') throw asUnavailable(this.source, new Error(command), 'erase');
  }

  async rollback(): Promise<void> {
    if (!this.begun) return;
    this.begun = false;
    if (this.lost) return this.close();
    await this.client.query('ROLLBACK').catch(() => this.close());
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private statements(): Statements {
    return {
      query: <Row>(sql: string, parameters?: readonly unknown[]) =>
        this.watched(async () => (await this.client.query(sql, parameters && [...parameters])).rows as Row[]),
    };
  }

  private async ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.watched(work);
    } catch (error) {
      throw asUnavailable(this.source, error, 'erase');
    }
  }

  private async watched<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.lost ||= !(error instanceof pg.DatabaseError || error instanceof SourceUnavailable);
      throw error;
    }
  }
}
