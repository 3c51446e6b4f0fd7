import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Lets one process at a time hide and show rows of a source: what one shows, another may be about to keep hidden. */
@Injectable()
export class HidingLock {
  constructor(private readonly database: DataSource) {}

  /**
   * Waits for whoever has it. The lock goes with a transaction of its own, which does nothing else and may last for as long
   * as the work: it ends with the process, however that ends.
   */
  async alone(source: string, work: () => Promise<void>): Promise<void> {
    await this.database.transaction(async (manager) => {
      await manager.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      await manager.query('SET LOCAL statement_timeout = 0');
      await manager.query('SET LOCAL lock_timeout = 0');
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `athar.erasures.hiding.${source}`,
      ]);
      await work();
    });
  }
}
