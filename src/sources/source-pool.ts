import pg from 'pg';
import { type ConnectionPool } from './sql/sql-source.js';

/** Milliseconds to wait for a connection of a source, be it slow, out of reach or busy with other copies. */
const PATIENCE = 30_000;

/** Connections to a configured source of its own. */
export class SourcePool implements ConnectionPool {
  private readonly pool: pg.Pool;

  constructor(url: string, most = 4) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: most,
      connectionTimeoutMillis: PATIENCE,
      application_name: 'athar-source',
    });
    // A connection that dies while idle is replaced on the next call; without a listener it would end the process.
    this.pool.on('error', () => undefined);
  }

  connect(): Promise<pg.PoolClient> {
    return this.pool.connect();
  }

  async end(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }
}
