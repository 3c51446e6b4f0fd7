import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type Hold, type HoldOfficial } from './hold.js';
import { HoldForces } from './hold-forces.js';
import { HoldHistory, type HoldStep } from './hold-history.js';
import { HoldOwnCase } from './hold-own-case.js';
import { findHold } from './hold-row.js';
import { type KeptEdit, KeptVersions } from './kept-versions.js';

/** A hold with everything the office knows of it but old values. */
export interface HoldFile {
  readonly hold: Hold;
  readonly history: readonly HoldStep[];
  /** How many old values it keeps. */
  readonly heldVersions: number;
  readonly versions: readonly KeptEdit[];
}

/** Opens a hold for an admin. It may say whom it concerns, so each look is an event (P21). */
@Injectable()
export class HoldLooks {
  constructor(
    private readonly database: DataSource,
    private readonly log: AuditLog,
    private readonly ownCase: HoldOwnCase,
    private readonly history: HoldHistory,
    private readonly kept: KeptVersions,
    private readonly forces: HoldForces,
  ) {}

  /** @throws Problem 403 `own-case`, 404 */
  async open(official: HoldOfficial, id: string): Promise<HoldFile> {
    await this.forces.look(await findHold(this.database.manager, id));
    return this.database.transaction(async (manager) => {
      const hold = await findHold(manager, id);
      await this.ownCase.refuse(manager, official.accountId, hold);
      await this.log.append(manager, {
        action: 'hold.viewed',
        actor: { type: 'account', id: official.accountId },
        detail: { hold: id, purpose: hold.purpose },
        values: { ...official.origin },
      });
      return {
        hold,
        history: await this.history.of(manager, id),
        heldVersions: await this.kept.count(manager, id),
        versions: await this.kept.edits(manager, id),
      };
    });
  }
}
