import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { conflict } from '../platform/http/problem.js';
import { type Hold, type HoldOfficial } from './hold.js';
import { HoldHistory } from './hold-history.js';
import { HoldMails } from './hold-mails.js';
import { changeHold } from './hold-row.js';
import { ReleaseEffect } from './release-effect.js';

const NOTHING = {
  releaseReason: null,
  releaseAskedBy: null,
  releaseAskedAt: null,
  releaseAt: null,
  releaseConfirmedBy: null,
  releaseConfirmedAt: null,
};

/** The steps of a release on a locked hold. */
@Injectable()
export class ReleaseSteps {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly mails: HoldMails,
    private readonly effect: ReleaseEffect,
    private readonly history: HoldHistory,
  ) {}

  async ask(manager: EntityManager, hold: Hold, official: HoldOfficial, reason: string): Promise<void> {
    const now = this.clock.now();
    const confirmed = this.config.approvals === 1;
    await changeHold(manager, hold, {
      releaseReason: reason,
      releaseAskedBy: official.accountId,
      releaseAskedAt: now,
      releaseAt: new Date(now.getTime() + this.config.holdReleaseDelay),
      releaseConfirmedBy: confirmed ? official.accountId : null,
      releaseConfirmedAt: confirmed ? now : null,
    });
    await this.history.record(manager, 'release_asked', hold, official, { reason });
    await this.mails.releaseAsked(manager, hold, official.accountId);
  }

  /** @throws Problem 409 to whoever asked, unless one person is enough, and where it was confirmed before */
  async confirm(manager: EntityManager, hold: Hold, official: HoldOfficial, reason: string): Promise<void> {
    if (hold.releaseConfirmedAt !== null) {
      throw conflict('release-confirmed', 'The release was confirmed before and takes effect by itself.');
    }
    if (hold.releaseAskedBy === official.accountId && this.config.approvals > 1) {
      throw conflict('asked-before', 'You asked for this release; a second person is needed.');
    }
    await changeHold(manager, hold, {
      releaseConfirmedBy: official.accountId,
      releaseConfirmedAt: this.clock.now(),
    });
    await this.history.record(manager, 'release_confirmed', hold, official, { reason });
  }

  async effectOrWait(manager: EntityManager, hold: Hold, official?: HoldOfficial): Promise<void> {
    const now = this.clock.now();
    if (hold.releaseAt !== null && hold.releaseAt > now) return this.effect.later(manager, hold, now);
    await this.effect.now(manager, hold, now);
    await this.history.record(manager, 'released', hold, official);
  }

  /** @throws Problem 409 */
  async callOff(
    manager: EntityManager,
    hold: Hold,
    official: HoldOfficial,
    reason: string | undefined,
  ): Promise<void> {
    if (hold.releaseAskedAt === null) throw conflict('no-release', 'Nobody asked for its release.');
    await changeHold(manager, hold, NOTHING);
    await this.history.record(manager, 'kept', hold, official, { reason });
  }
}
