import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Sealer } from '../platform/crypto/sealer.js';
import { type Origin } from '../platform/http/origin.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { RateLimits } from '../platform/limits/rate-limits.js';
import { resetLimits } from './auth-limits.js';
import { answerResetAsk, RESET_ASK_SEAL, type ResetAsk } from './reset-ask.js';

/**
 * Takes calls for a password reset. Nothing is looked up here: whether the address is known makes no difference to the
 * answer or to what it costs, since only a job looks (I6).
 */
@Injectable()
export class PasswordResets {
  constructor(
    private readonly database: DataSource,
    private readonly sealer: Sealer,
    private readonly jobs: Jobs,
    private readonly limits: RateLimits,
  ) {}

  /** @throws Problem 429 */
  async ask(email: string, origin: Origin): Promise<void> {
    await this.limits.take(...resetLimits(origin.ip, email));
    const id = uuidv7();
    const ask: ResetAsk = { email, ip: origin.ip, userAgent: origin.userAgent };
    await this.database.transaction(async (manager) => {
      await manager.query('INSERT INTO reset_asks (id, sealed) VALUES ($1, $2)', [
        id,
        this.sealer.seal(RESET_ASK_SEAL, ask, id),
      ]);
      await this.jobs.enqueue(manager, answerResetAsk, { askId: id });
    });
  }
}
