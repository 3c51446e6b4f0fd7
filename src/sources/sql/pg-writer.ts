import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../../platform/errors/code-of.js';
import { asUnavailable } from '../engine/failure-sentence.js';
import { finding } from '../finding.js';
import { type DataMap } from '../map/data-map.js';
import { type RemoteConnection, type RemoteWriter } from '../remote-writer.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { idOf, PgConnection, type WriterLimits } from './pg-connection.js';

const LIMITS: WriterLimits = { connect: 30_000, statement: 120_000, lock: 15_000, idle: 120_000 };

/** Milliseconds within which an ended connection is gone. */
const LEAVING = 20_000;
const LOOK_AGAIN = 50;

/** Not every server lets a user end connections, or see when those of others began. */
const FORBIDDEN = '42501';

/**
 * The connection by its process, and by when that began: numbers of processes come again. Both are read and used in one
 * statement. Nothing is known of when a connection of another user began, so such a one counts as the one meant.
 */
const FOUND = `FROM pg_stat_activity WHERE pid = $1::int
  AND (backend_start IS NULL OR to_char(backend_start AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') = $2)`;

/** Changes rows in a PostgreSQL database that is not the portal's. It must be the server itself: a pooler shares connections. */
export class PgWriter implements RemoteWriter {
  constructor(
    private readonly source: string,
    private readonly map: DataMap,
    private readonly url: string,
    private readonly limits = LIMITS,
  ) {}

  async open(): Promise<RemoteConnection> {
    const client = await this.connect();
    try {
      return new PgConnection(this.source, this.map, client, await idOf(client), this.limits);
    } catch (error) {
      await leave(client);
      throw asUnavailable(this.source, error, 'erase');
    }
  }

  async end(id: string): Promise<void> {
    const client = await this.connect();
    try {
      await this.endBy(client, id.split(' '));
    } catch (error) {
      if (codeOf(error) === FORBIDDEN) throw this.cannotEnd();
      throw asUnavailable(this.source, error, 'erase');
    } finally {
      await leave(client);
    }
  }

  /** A backend is seen until its transaction has come to an end, one way or the other. */
  private async endBy(client: pg.Client, connection: readonly string[]): Promise<void> {
    for (const until = performance.now() + LEAVING; performance.now() < until; await pause(LOOK_AGAIN)) {
      const { rows } = await client.query<{ told: boolean }>(
        `SELECT pg_terminate_backend(pid) AS told ${FOUND}`,
        [...connection],
      );
      if (rows.length === 0) return;
    }
    throw this.cannotEnd();
  }

  private cannotEnd(): SourceUnavailable {
    const { source } = this;
    return new SourceUnavailable(source, finding('cannotEnd', { source, grant: 'pg_signal_backend' }));
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: this.limits.connect,
      // Beyond the server's own limit: a network that is gone tells nobody.
      query_timeout: this.limits.statement + 5_000,
      keepAlive: true,
      application_name: 'athar-eraser',
    });
    // A connection that is lost fails the running statement; without a listener it would also end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await leave(client);
      throw asUnavailable(this.source, error, 'erase');
    }
  }
}

async function leave(client: pg.Client): Promise<void> {
  await client.end().catch(() => undefined);
}
