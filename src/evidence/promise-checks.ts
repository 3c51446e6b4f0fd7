import { Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';
import { type PersonRef } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { describeError } from '../platform/jobs/describe-error.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { type PromiseId } from '../policy/promises.js';
import { retention } from '../policy/retention.js';
import { CHECKS } from './checks.js';
import { type CheckResult, FAILURES, type PromiseCheck, unknown, UNKNOWN_REASONS } from './promise-check.js';
import { PromiseNews } from './promise-news.js';

interface Asked {
  /** The account that asked; absent where the calendar did. */
  readonly by?: string;
}

const checkPromises = defineJob<Asked>('policy.check_promises', {
  attempts: 3,
  backoff: 600_000,
  every: 86_400_000,
});

/** What came out when a promise was checked last. */
export interface PromiseRecord extends CheckResult {
  readonly promise: PromiseId;
  readonly checkedAt: Date;
}

/** Results of checks, which are kept as long as the policy says. */
@Injectable()
export class PromiseChecks {
  constructor(
    private readonly database: DataSource,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly log: AuditLog,
    private readonly news: PromiseNews,
  ) {}

  /** The last result of each promise that was checked; one for a reason that this release does not know counts as none. */
  async latest(manager: EntityManager = this.database.manager): Promise<ReadonlyMap<string, PromiseRecord>> {
    const rows = await manager.query<(Omit<PromiseRecord, 'reason'> & { reason: string | null })[]>(
      `SELECT * FROM (SELECT DISTINCT ON (promise) promise, checked_at AS "checkedAt", outcome, reason, figures
         FROM promise_checks ORDER BY promise, checked_at DESC) r
       WHERE reason IS NULL OR reason = ANY ($1)`,
      [[...UNKNOWN_REASONS, ...FAILURES]],
    );
    return new Map(
      rows.map((row) => [
        row.promise,
        { ...row, reason: (row.reason ?? undefined) as CheckResult['reason'] },
      ]),
    );
  }

  /** Has every promise checked soon. Asking twice before it begins is asking once. */
  async ask(accountId: string): Promise<void> {
    await this.database.transaction((manager) =>
      this.jobs.enqueue(manager, checkPromises, { by: accountId }, { key: 'asked' }),
    );
  }

  /** Keeps the results of one run, with its event; admins are mailed about promises that failed now and did not before. */
  async keep(results: ReadonlyMap<PromiseId, CheckResult>, by: string | undefined): Promise<void> {
    const now = this.clock.now();
    const outcomes = [...results];
    const having = (outcome: CheckResult['outcome']) =>
      outcomes.filter(([, result]) => result.outcome === outcome).map(([promise]) => promise);
    const failed = having('failed');
    await this.database.transaction(async (manager) => {
      // A run that was asked for may end as the daily one does: the second sees what the first one told.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('athar.promise_checks', 0))`);
      const before = await this.latest(manager);
      await manager.query(
        `INSERT INTO promise_checks (promise, checked_at, outcome, reason, figures)
         SELECT promise, $1, outcome, reason, figures FROM json_to_recordset($2::json)
           AS r (promise text, outcome text, reason text, figures json)
         ON CONFLICT DO NOTHING`,
        [now, JSON.stringify(outcomes.map(([promise, result]) => ({ promise, ...result })))],
      );
      await manager.query('DELETE FROM promise_checks WHERE checked_at < $1', [
        new Date(now.getTime() - retention.promiseCheck),
      ]);
      await this.log.append(manager, {
        action: 'policy.checked',
        actor: actorOf(by),
        outcome: failed.length === 0 ? 'success' : 'failure',
        detail: { failed, passed: having('passed').length, unknown: having('unknown').length },
      });
      const newly = failed.filter((promise) => before.get(promise)?.outcome !== 'failed');
      await this.news.tell(manager, results, newly);
    });
  }
}

function actorOf(by: string | undefined): PersonRef | { readonly type: 'system' } {
  return by === undefined ? { type: 'system' } : { type: 'account', id: by };
}

/** Checks every promise, one after another; one that cannot be checked does not keep the others. */
@Injectable()
@Handles(checkPromises)
export class PromiseCheckJob implements JobHandler<Asked> {
  private readonly logger = new Logger('policy');

  constructor(
    private readonly modules: ModuleRef,
    private readonly checks: PromiseChecks,
  ) {}

  async run({ payload, signal }: Pick<TaskRun<Asked>, 'payload' | 'signal'>): Promise<void> {
    const results = new Map<PromiseId, CheckResult>();
    for (const promise of Object.keys(CHECKS) as PromiseId[]) {
      signal.throwIfAborted();
      results.set(promise, await this.check(promise));
    }
    await this.checks.keep(results, payload.by);
  }

  private async check(promise: PromiseId): Promise<CheckResult> {
    try {
      return await this.modules.get<PromiseCheck>(CHECKS[promise]).check(promise);
    } catch (error) {
      this.logger.error(
        { promise, error: describeError(error) },
        'A promise of the policy could not be checked.',
      );
      return unknown('error');
    }
  }
}
