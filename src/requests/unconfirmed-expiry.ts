import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { retention } from '../policy/retention.js';
import { CaseForgetting } from './case-forgetting.js';
import { HeldCases } from './held-cases.js';
import { RequestStates } from './request-states.js';

const expireUnconfirmed = defineJob<Record<string, never>>('request.expire_unconfirmed', {
  attempts: 5,
  backoff: 60_000,
  every: 600_000,
});

interface DueCase {
  readonly id: string;
  /** As the database writes it, to the microsecond. */
  readonly createdAt: string;
}

/**
 * Requests that nobody confirmed are dropped, and with them everything that tells who was named in them (I9), but for
 * those that a legal hold keeps (I2): they are looked at again with each run.
 */
@Injectable()
@Handles(expireUnconfirmed)
export class UnconfirmedExpiry implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly states: RequestStates,
    private readonly log: AuditLog,
    private readonly forgetting: CaseForgetting,
    private readonly held: HeldCases,
  ) {}

  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - retention.unconfirmedRequest);
    let last: DueCase | undefined;
    for (;;) {
      const due: DueCase[] = await this.database.query<DueCase[]>(
        `SELECT id, created_at::text AS "createdAt" FROM requests
         WHERE state = 'unconfirmed' AND created_at < $1
           AND ($2::uuid IS NULL OR (created_at, id) > ($3::timestamptz, $2))
         ORDER BY created_at, id LIMIT 200`,
        [before, last?.id ?? null, last?.createdAt ?? null],
      );
      for (const { id } of due) await this.expire(id);
      if (due.length < 200) return;
      last = due.at(-1);
    }
  }

  private async expire(id: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      if (await this.held.keeps(manager, id)) return;
      const request = await this.states.lock(manager, id);
      if (request.state !== 'unconfirmed') return;
      await this.states.move(manager, request, 'expired', { step: 'expired', actor: 'system' });
      await this.log.append(manager, {
        action: 'request.expired',
        actor: { type: 'system' },
        reference: request.reference,
        detail: { kind: request.kind },
      });
      await this.forgetting.forget(manager, id);
    });
  }
}
