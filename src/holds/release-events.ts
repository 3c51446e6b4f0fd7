import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type AuditAction } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Hold, type HoldOfficial } from './hold.js';

type ReleaseAction = Extract<
  AuditAction,
  `hold.${'release_asked' | 'release_confirmed' | 'released' | 'kept'}`
>;

/** The log's events of a release. */
@Injectable()
export class ReleaseEvents {
  constructor(private readonly log: AuditLog) {}

  /** @param official absent where time alone did it */
  async record(
    manager: EntityManager,
    action: ReleaseAction,
    hold: Hold,
    official: HoldOfficial | undefined,
    reason?: string,
  ): Promise<void> {
    await this.log.append(manager, {
      action,
      actor: official === undefined ? { type: 'system' } : { type: 'account', id: official.accountId },
      detail: { hold: hold.id, purpose: hold.purpose },
      values: { ...official?.origin, reason },
    });
  }
}
