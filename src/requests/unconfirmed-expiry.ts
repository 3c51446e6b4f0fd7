import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Purges } from '../audit/purges.js';
import { type PurgeRun, type Retaining, type RetentionRule } from '../audit/retention-rule.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { retention } from '../policy/retention.js';
import { CaseForgetting } from './case-forgetting.js';
import { dueCases, MOST_CASES } from './due-cases.js';
import { HeldCases } from './held-cases.js';
import { RequestStates } from './request-states.js';

const expireUnconfirmed = defineJob<Record<string, never>>('request.expire_unconfirmed', {
  attempts: 5,
  backoff: 60_000,
  every: 600_000,
});

/** As SQL: $1 the instant before which it was made. */
const OVER = `state = 'unconfirmed' AND created_at < $1`;

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
export class UnconfirmedExpiry implements JobHandler<Record<string, never>>, Retaining {
  readonly rules: readonly RetentionRule[] = [
    {
      name: 'unconfirmed_requests',
      due: async (manager, run, unseen) => {
        const ids = await overIds(manager, run);
        return dueCases(ids, await this.held.keeping(manager, ids.slice(0, MOST_CASES)), unseen);
      },
    },
  ];

  constructor(
    private readonly database: DataSource,
    private readonly purges: Purges,
    private readonly states: RequestStates,
    private readonly log: AuditLog,
    private readonly forgetting: CaseForgetting,
    private readonly held: HeldCases,
  ) {}

  async run(): Promise<void> {
    const run = this.purges.begin();
    let last: DueCase | undefined;
    for (;;) {
      const due: DueCase[] = await this.database.query<DueCase[]>(
        `SELECT id, created_at::text AS "createdAt" FROM requests
         WHERE ${OVER} AND ($2::uuid IS NULL OR (created_at, id) > ($3::timestamptz, $2))
         ORDER BY created_at, id LIMIT 200`,
        [before(run), last?.id ?? null, last?.createdAt ?? null],
      );
      for (const { id } of due) await this.expire(id, run);
      if (due.length < 200) return;
      last = due.at(-1);
    }
  }

  private async expire(id: string, run: PurgeRun): Promise<void> {
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
      await this.purges.note(manager, run, 'unconfirmed_requests', 1);
    });
  }
}

async function overIds(manager: EntityManager, run: PurgeRun): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM requests WHERE ${OVER} ORDER BY created_at, id LIMIT ${MOST_CASES + 1}`,
    [before(run)],
  );
  return rows.map(({ id }) => id);
}

function before({ now }: PurgeRun): Date {
  return new Date(now.getTime() - retention.unconfirmedRequest);
}
