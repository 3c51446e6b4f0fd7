import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

/**
 * Connections of the app role for work that streams (COPY) or must see one snapshot for a long time, apart from the
 * pool of everyday statements so that neither starves the other.
 */
@Injectable()
export class StreamPool implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor(
    /** Of the app role. */
    readonly appUrl: string,
    private readonly most = 4,
  ) {
    this.pool = new pg.Pool({ connectionString: appUrl, max: most, application_name: 'athar-stream' });
    // A connection that dies while idle is replaced on the next call; without a listener it would end the process.
    this.pool.on('error', () => undefined);
  }

  /** The caller releases it: with `true` after a stream that failed or was destroyed. */
  connect(): Promise<pg.PoolClient> {
    return this.pool.connect();
  }

  /** One more for work that goes on without it: undefined once half of all are in use, since others may not go on without one. */
  async connectSpare(): Promise<pg.PoolClient | undefined> {
    const used = this.pool.totalCount - this.pool.idleCount + this.pool.waitingCount;
    return used < this.most / 2 ? this.pool.connect() : undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }
}
