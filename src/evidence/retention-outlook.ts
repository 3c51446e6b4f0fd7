import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Purge, Purges } from '../audit/purges.js';
import { type DueRows, type PurgeRun, type Retaining, type RetentionRule } from '../audit/retention-rule.js';
import { type HoldOfficial } from '../holds/hold.js';
import { HoldOwnCase } from '../holds/hold-own-case.js';
import { HoldQueries } from '../holds/hold-queries.js';
import { type HoldPurpose } from '../holds/hold-rules.js';
import { codeOf } from '../platform/errors/code-of.js';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { TaskOverview } from '../platform/jobs/task-overview.js';

/** No rule is counted for longer, in milliseconds. */
const LONGEST_COUNT = 5_000;
/** `query_canceled`: the count took longer. */
const TOO_LONG = '57014';

/** A hold that keeps rows from a rule. */
export interface KeepingHold {
  readonly id: string;
  readonly matter: string;
  readonly purpose: HoldPurpose;
  readonly rows: number;
}

/** What the next run of a rule will do, and what its last one did. */
export interface RuleOutlook {
  readonly rule: string;
  readonly job: string;
  /** Undefined where counting took too long. */
  readonly due?: Omit<DueRows, 'holds'>;
  readonly holds: readonly KeepingHold[];
  /** Undefined where nothing waits: the job runs just now, or failed and was not set going again. */
  readonly nextAt?: Date;
  readonly lastRunAt?: Date;
  /** The last run that removed something. */
  readonly last?: Omit<Purge, 'rule'>;
}

interface Counted {
  readonly rule: string;
  readonly job: string;
  readonly due?: DueRows;
}

/** The holds that an official may be told of. */
@Injectable()
export class KeepingHolds {
  constructor(
    private readonly database: DataSource,
    private readonly holds: HoldQueries,
    private readonly ownCase: HoldOwnCase,
  ) {}

  unseen(official: HoldOfficial): Promise<string[]> {
    return this.ownCase.unseen(this.database.manager, official.accountId);
  }

  /** That they were shown is an event. */
  matters(ids: readonly string[], official: HoldOfficial) {
    return this.holds.matters([...new Set(ids)], 'retention', official);
  }
}

/** The dry run of retention: every rule as its job declares it, counted and left as it is. */
@Injectable()
export class RetentionOutlook {
  constructor(
    private readonly database: DataSource,
    private readonly handlers: JobHandlers,
    private readonly tasks: TaskOverview,
    private readonly purges: Purges,
    private readonly holds: KeepingHolds,
  ) {}

  /** Holds that keep the official's own data are not told of, nor what they alone keep. That holds were shown is an event. */
  async of(official: HoldOfficial): Promise<RuleOutlook[]> {
    const unseen = await this.holds.unseen(official);
    const jobs = this.rules();
    const times = await this.tasks.times(jobs.map(({ job }) => job));
    const counted: Counted[] = [];
    for (const { job, rule } of jobs) {
      counted.push({ rule: rule.name, job, due: await this.count(rule, times.get(job)?.ahead ?? 0, unseen) });
    }
    const matters = await this.holds.matters(
      counted.flatMap(({ due }) => due?.holds.map(({ id }) => id) ?? []),
      official,
    );
    const last = await this.purges.last();
    return counted.map(({ rule, job, due }) => ({
      rule,
      job,
      due: due && { removed: due.removed, kept: due.kept, more: due.more },
      holds: (due?.holds ?? []).flatMap(({ id, rows }) => {
        const hold = matters.get(id);
        return hold === undefined ? [] : [{ ...hold, rows }];
      }),
      nextAt: times.get(job)?.nextAt ?? undefined,
      lastRunAt: times.get(job)?.lastRunAt ?? undefined,
      last: last.get(rule),
    }));
  }

  /** Every rule of every job, in the order of their names. @throws Error where two have the same name */
  rules(): { readonly job: string; readonly rule: RetentionRule }[] {
    const found = [...this.handlers.all()].flatMap(([job, { handler }]) =>
      ((handler as Partial<Retaining>).rules ?? []).map((rule) => ({ job, rule })),
    );
    const names = new Set(found.map(({ rule }) => rule.name));
    if (names.size < found.length) throw new Error('Two rules of retention have the same name.');
    return found.sort((one, other) => (one.rule.name < other.rule.name ? -1 : 1));
  }

  /** One that is overdue runs now. */
  private next(ahead: number): PurgeRun {
    const wait = Math.max(ahead, 0);
    return { now: new Date(this.purges.begin().now.getTime() + wait), ahead: wait };
  }

  private async count(
    rule: RetentionRule,
    ahead: number,
    unseen: readonly string[],
  ): Promise<DueRows | undefined> {
    try {
      return await this.database.transaction(async (manager) => {
        await manager.query('SET TRANSACTION READ ONLY');
        await manager.query(`SET LOCAL statement_timeout = ${LONGEST_COUNT}`);
        return rule.due(manager, this.next(ahead), unseen);
      });
    } catch (error) {
      if (codeOf(error) === TOO_LONG) return undefined;
      throw error;
    }
  }
}
