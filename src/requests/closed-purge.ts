import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { retention } from '../policy/retention.js';
import { CaseRemoval } from './case-removal.js';
import { HeldCases } from './held-cases.js';
import { NOT_RESTRICTED } from './restrictions.js';

const purgeClosed = defineJob<Record<string, never>>('request.purge_closed', {
  attempts: 5,
  backoff: 60_000,
  every: 86_400_000,
});

/** Cases in one transaction. */
const BATCH = 500;

interface DueCase {
  readonly id: string;
  /** As the database writes it, to the microsecond. */
  readonly closedAt: string;
}

/**
 * Removes cases, however they ended, once they have been closed for as long as the policy keeps them (I9), but for those
 * that a legal hold keeps (I2), and those of people of whom a restriction is in force: they are looked at again with each
 * run.
 */
@Injectable()
@Handles(purgeClosed)
export class ClosedPurge implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly held: HeldCases,
    private readonly removal: CaseRemoval,
    private readonly log: AuditLog,
  ) {}

  async run({ signal }: Pick<TaskRun<Record<string, never>>, 'signal'>): Promise<void> {
    const before = new Date(this.clock.now().getTime() - retention.closedRequest);
    let last: DueCase | undefined;
    do {
      signal.throwIfAborted();
      const after = last;
      last = await this.database.transaction((manager) => this.purge(manager, before, after));
    } while (last !== undefined);
  }

  /** @returns the last case that was looked at; undefined where no other is due, but for those that others lock just now */
  private async purge(
    manager: EntityManager,
    before: Date,
    after: DueCase | undefined,
  ): Promise<DueCase | undefined> {
    await this.held.pass(manager);
    const due = await manager.query<DueCase[]>(
      `SELECT id, closed_at::text AS "closedAt" FROM requests
       WHERE closed_at < $1 AND ${NOT_RESTRICTED} AND ($3::uuid IS NULL OR (closed_at, id) > ($4::timestamptz, $3))
       ORDER BY closed_at, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [before, BATCH, after?.id ?? null, after?.closedAt ?? null],
    );
    const ids = due.map(({ id }) => id);
    const held = ids.length === 0 ? new Set() : await this.held.among(manager, ids);
    const free = ids.filter((id) => !held.has(id));
    if (free.length > 0) {
      const detail = await this.removal.remove(manager, free);
      await this.log.append(manager, { action: 'request.purged', actor: { type: 'system' }, detail });
    }
    return due.length < BATCH ? undefined : due.at(-1);
  }
}
