import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Another replay is under way, in this process or another one. */
export class ReplayUnderWay extends Error {
  constructor() {
    super('Another replay is under way; it does the same. Try again when it is over.');
    this.name = 'ReplayUnderWay';
  }
}

/** Lets one replay at a time work, whoever begins it. */
@Injectable()
export class ReplayLock {
  constructor(private readonly database: DataSource) {}

  /**
   * The lock goes with a transaction of its own, which does nothing else and may wait for hours: it ends with the process,
   * however that ends.
   * @throws ReplayUnderWay at once, where somebody else has it
   */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    return this.database.transaction(async (manager) => {
      await manager.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      const [row] = await manager.query<{ taken: boolean }[]>(
        `SELECT pg_try_advisory_xact_lock(hashtextextended('athar.erasures.replay', 0)) AS taken`,
      );
      if (row?.taken !== true) throw new ReplayUnderWay();
      return work();
    });
  }
}
