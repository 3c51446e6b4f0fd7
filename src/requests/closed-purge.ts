import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Purges } from '../audit/purges.js';
import { type PurgeRun, type Retaining, type RetentionRule } from '../audit/retention-rule.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { retention } from '../policy/retention.js';
import { CaseRemoval } from './case-removal.js';
import { dueCases, MOST_CASES } from './due-cases.js';
import { HeldCases } from './held-cases.js';
import { RequestTotals } from './request-totals.js';
import { NOT_RESTRICTED } from './restrictions.js';

const purgeClosed = defineJob<Record<string, never>>('request.purge_closed', {
  attempts: 5,
  backoff: 60_000,
  every: 86_400_000,
});

/** Cases in one transaction. */
const BATCH = 500;

/** As SQL of a row of `requests`: $1 the instant before which it was closed. */
const OVER = `closed_at < $1 AND ${NOT_RESTRICTED}`;

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
export class ClosedPurge implements JobHandler<Record<string, never>>, Retaining {
  readonly rules: readonly RetentionRule[] = [
    {
      name: 'requests',
      due: async (manager, run, unseen) => {
        const ids = await overIds(manager, run);
        return dueCases(ids, await this.held.holding(manager, ids.slice(0, MOST_CASES)), unseen);
      },
    },
  ];

  constructor(
    private readonly database: DataSource,
    private readonly purges: Purges,
    private readonly held: HeldCases,
    private readonly removal: CaseRemoval,
    private readonly totals: RequestTotals,
    private readonly log: AuditLog,
  ) {}

  async run({ signal }: Pick<TaskRun<Record<string, never>>, 'signal'>): Promise<void> {
    const run = this.purges.begin();
    let last: DueCase | undefined;
    do {
      signal.throwIfAborted();
      const after = last;
      last = await this.database.transaction((manager) => this.purge(manager, run, after));
    } while (last !== undefined);
  }

  /** @returns the last case that was looked at; undefined where no other is due, but for those that others lock just now */
  private async purge(
    manager: EntityManager,
    run: PurgeRun,
    after: DueCase | undefined,
  ): Promise<DueCase | undefined> {
    await this.held.pass(manager);
    const due = await manager.query<DueCase[]>(
      `SELECT id, closed_at::text AS "closedAt" FROM requests
       WHERE ${OVER} AND ($3::uuid IS NULL OR (closed_at, id) > ($4::timestamptz, $3))
       ORDER BY closed_at, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [before(run), BATCH, after?.id ?? null, after?.closedAt ?? null],
    );
    const ids = due.map(({ id }) => id);
    const held = ids.length === 0 ? new Set() : await this.held.among(manager, ids);
    const free = ids.filter((id) => !held.has(id));
    if (free.length > 0) {
      await this.totals.add(manager, free);
      const detail = await this.removal.remove(manager, free);
      await this.log.append(manager, { action: 'request.purged', actor: { type: 'system' }, detail });
      await this.purges.note(manager, run, 'requests', free.length);
    }
    return due.length < BATCH ? undefined : due.at(-1);
  }
}

async function overIds(manager: EntityManager, run: PurgeRun): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM requests WHERE ${OVER} ORDER BY closed_at, id LIMIT ${MOST_CASES + 1}`,
    [before(run)],
  );
  return rows.map(({ id }) => id);
}

function before({ now }: PurgeRun): Date {
  return new Date(now.getTime() - retention.closedRequest);
}
