import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { retention } from '../policy/retention.js';
import { CaseForgetting } from './case-forgetting.js';
import { RequestStates } from './request-states.js';

const expireUnconfirmed = defineJob<Record<string, never>>('request.expire_unconfirmed', {
  attempts: 5,
  backoff: 60_000,
  every: 600_000,
});

/** Requests that nobody confirmed are dropped, and with them everything that tells who was named in them (I9). */
@Injectable()
@Handles(expireUnconfirmed)
export class UnconfirmedExpiry implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly states: RequestStates,
    private readonly log: AuditLog,
    private readonly forgetting: CaseForgetting,
  ) {}

  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - retention.unconfirmedRequest);
    for (;;) {
      const due = await this.database.query<{ id: string }[]>(
        `SELECT id FROM requests WHERE state = 'unconfirmed' AND created_at < $1 ORDER BY created_at LIMIT 200`,
        [before],
      );
      for (const { id } of due) await this.expire(id);
      if (due.length < 200) return;
    }
  }

  private async expire(id: string): Promise<void> {
    await this.database.transaction(async (manager) => {
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
