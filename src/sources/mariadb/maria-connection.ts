import { randomBytes } from 'node:crypto';
import { asUnavailable } from '../engine/failure-sentence.js';
import { finding } from '../finding.js';
import { type Fingerprint } from '../fingerprint.js';
import { type DataMap } from '../map/data-map.js';
import { type RemoteConnection } from '../remote-writer.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { type Statements } from '../statements.js';
import { mariaFingerprint } from './maria-fingerprint.js';
import { isolate } from './maria-isolation.js';
import { type MariaWriting, type WriterLimits } from './maria-writing.js';

/**
 * A connection to a MariaDB database, for transactions that change rows. The server counts its connections anew each time
 * it starts; so each takes a user lock of a random name, which goes with it and with nothing else.
 */
export class MariaConnection implements RemoteConnection {
  private begun = false;

  private constructor(
    private readonly source: string,
    private readonly map: DataMap,
    private readonly writing: MariaWriting,
    readonly id: string,
    private readonly limits: WriterLimits,
  ) {}

  static async of(
    source: string,
    map: DataMap,
    writing: MariaWriting,
    limits: WriterLimits,
  ): Promise<MariaConnection> {
    await isolate(writing);
    const lock = `athar.${randomBytes(16).toString('hex')}`;
    const [row] = await writing.rows<{ id: string | number; taken: string | number }>(
      'SELECT CONNECTION_ID() AS id, GET_LOCK(?, 0) AS taken',
      [lock],
    );
    if (Number(row?.taken) !== 1) throw new Error('The server gives no lock by which to name a connection.');
    return new MariaConnection(source, map, writing, `${row?.id} ${lock}`, limits);
  }

  fingerprint(): Promise<Fingerprint> {
    return this.ask(() =>
      mariaFingerprint(this.source, this.map, ({ text, values }) => this.writing.texts(text, values)),
    );
  }

  begin(): Promise<Statements> {
    return this.ask(async () => {
      const seconds = (limit: number) => Math.ceil(limit / 1000);
      const { statement, lock, idle } = this.limits;
      await this.writing.run(`SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',
        time_zone = '+00:00', innodb_lock_wait_timeout = ${seconds(lock)}, lock_wait_timeout = ${seconds(lock)}
        /*M!, max_statement_time = ${statement / 1000} *//*M!100300 , idle_transaction_timeout = ${seconds(idle)} */`);
      this.begun = true;
      await this.writing.run('START TRANSACTION READ WRITE');
      await this.demandOwn();
      return { query: (sql, parameters) => this.writing.rows(sql, parameters) };
    });
  }

  async commit(): Promise<void> {
    await this.ask(() => this.writing.run('COMMIT'));
    this.begun = false;
  }

  async rollback(): Promise<void> {
    if (!this.begun) return;
    this.begun = false;
    await this.writing.run('ROLLBACK').catch(() => this.close());
  }

  close(): Promise<void> {
    this.writing.close();
    return Promise.resolve();
  }

  /** Behind a proxy each transaction may have another connection, and ending the one that was noted would end nothing. */
  private async demandOwn(): Promise<void> {
    const [, lock = ''] = this.id.split(' ');
    const [row] = await this.writing.rows<{ own: string | number | null }>(
      'SELECT IS_USED_LOCK(?) = CONNECTION_ID() AS own',
      [lock],
    );
    if (Number(row?.own) !== 1)
      throw new SourceUnavailable(this.source, finding('pooled', { source: this.source }));
  }

  private async ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asUnavailable(this.source, error, 'erase');
    }
  }
}
