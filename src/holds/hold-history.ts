import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { type Hold, type HoldOfficial } from './hold.js';

export const HOLD_STEPS = [
  'placed',
  'reviewed',
  'release_asked',
  'release_confirmed',
  'kept',
  'released',
] as const;
export type HoldStepName = (typeof HOLD_STEPS)[number];

/** Something that was done about a hold. */
export interface HoldStep {
  readonly step: HoldStepName;
  readonly at: Date;
  /** Account id; null where time alone did it. */
  readonly by: string | null;
  readonly reason: string | null;
  /** The day to which a review was moved; a local date. */
  readonly reviewOn: string | null;
}

/** What is said with a step. */
interface Said {
  readonly reason?: string;
  readonly reviewOn?: string;
}

/** The steps of holds, kept as long as the holds are: for ever. Nothing in them is changed later. */
@Injectable()
export class HoldHistory {
  constructor(
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Writes a step of a hold down, with its event. @param official absent where time alone did it */
  async record(
    manager: EntityManager,
    step: Exclude<HoldStepName, 'placed'>,
    hold: Hold,
    official: HoldOfficial | undefined,
    said: Said = {},
  ): Promise<void> {
    await this.note(manager, step, hold.id, official?.accountId, this.clock.now(), said);
    const { reviewOn } = said;
    await this.log.append(manager, {
      action: `hold.${step}`,
      actor: official === undefined ? { type: 'system' } : { type: 'account', id: official.accountId },
      detail: { hold: hold.id, purpose: hold.purpose, ...(reviewOn === undefined ? {} : { reviewOn }) },
      values: { ...official?.origin, reason: said.reason },
    });
  }

  /** The step alone, where its event says more. */
  async note(
    manager: EntityManager,
    step: HoldStepName,
    holdId: string,
    accountId: string | undefined,
    at: Date,
    { reason, reviewOn }: Said = {},
  ): Promise<void> {
    await manager.query(
      `INSERT INTO hold_steps (id, hold_id, step, at, by, reason, review_on) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [uuidv7(), holdId, step, at, accountId ?? null, reason ?? null, reviewOn ?? null],
    );
  }

  /** The oldest first. */
  of(manager: EntityManager, holdId: string): Promise<HoldStep[]> {
    return manager.query<HoldStep[]>(
      `SELECT step, at, by, reason, review_on::text AS "reviewOn" FROM hold_steps WHERE hold_id = $1 ORDER BY at, id`,
      [holdId],
    );
  }
}
