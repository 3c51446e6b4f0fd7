import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Gates } from './gates.js';
import { type Hold, type HoldOfficial, holdState } from './hold.js';
import { HoldOwnCase } from './hold-own-case.js';
import { findHold, lockHold, refuseReleased } from './hold-row.js';
import { HoldScopes } from './hold-scopes.js';
import { ReleaseSteps } from './release-steps.js';

/** Releasing holds: two people, and a time in which everybody else can still object. */
@Injectable()
export class HoldReleases {
  constructor(
    private readonly database: DataSource,
    private readonly scopes: HoldScopes,
    private readonly gates: Gates,
    private readonly ownCase: HoldOwnCase,
    private readonly steps: ReleaseSteps,
  ) {}

  /**
   * The first person asks, the second confirms; with ATHAR_APPROVALS=1 one person does both. It takes effect
   * ATHAR_HOLD_RELEASE_DELAY after it was asked for, here or by a job.
   * @throws Problem 403 `own-case`, 404, or 409 to whoever asked, where it was confirmed, and for a released hold
   */
  release(official: HoldOfficial, id: string, reason: string): Promise<Hold> {
    return this.atGate(id, async (manager, hold) => {
      refuseReleased(hold);
      await this.ownCase.refuse(manager, official.accountId, hold);
      if (hold.releaseAskedAt === null) await this.steps.ask(manager, hold, official, reason);
      else await this.steps.confirm(manager, hold, official, reason);
      if (hold.releaseConfirmedAt !== null) await this.steps.effectOrWait(manager, hold, official);
    });
  }

  /** Puts a confirmed release into effect whose time has come; does nothing where it was called off. */
  due(id: string): Promise<Hold> {
    return this.atGate(id, async (manager, hold) => {
      if (holdState(hold) === 'releasing' && hold.releaseConfirmedAt !== null) {
        await this.steps.effectOrWait(manager, hold);
      }
    });
  }

  /** Calls an asked release off. @throws Problem 403 `own-case`, 404, 409 where none is asked for */
  async keep(official: HoldOfficial, id: string, reason: string | undefined): Promise<Hold> {
    return this.database.transaction(async (manager) => {
      const hold = await lockHold(manager, id);
      refuseReleased(hold);
      await this.ownCase.refuse(manager, official.accountId, hold);
      await this.steps.callOff(manager, hold, official, reason);
      return hold;
    });
  }

  /** The scope never changes, so the gates are known before the row is locked. */
  private atGate(id: string, work: (manager: EntityManager, hold: Hold) => Promise<void>): Promise<Hold> {
    return this.database.transaction(async (manager) => {
      await this.gates.close(manager, this.scopes.sourcesOf(await findHold(manager, id)));
      const hold = await lockHold(manager, id);
      await work(manager, hold);
      return hold;
    });
  }
}
