import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';

/**
 * A worker's own connections for the queue and for leases: a handler that holds every connection of the everyday pool
 * does not cost another task its heartbeat. Nothing is connected before the first statement.
 */
@Injectable()
export class JobPool implements OnApplicationShutdown {
  readonly pool: pg.Pool;

  constructor(database: DataSource) {
    const { url } = database.options as { url?: string };
    this.pool = new pg.Pool({
      connectionString: url,
      max: 8,
      application_name: 'athar-jobs',
      connectionTimeoutMillis: 10_000,
      statement_timeout: 60_000,
    });
    // A connection that dies is replaced on the next call; without listeners its error would end the process.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.pool.ending) await this.pool.end();
  }
}
