import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { AuditLog } from './audit-log.js';
import { type PurgeRun } from './retention-rule.js';

const reportPurges = defineJob<Record<string, never>>('retention.report', {
  attempts: 5,
  backoff: 60_000,
  every: 86_400_000,
});

/** The last run of a rule that removed something. */
export interface Purge {
  readonly rule: string;
  readonly at: Date;
  readonly removed: number;
}

/** What went by age: of each rule the last run that removed something, and what no event has told yet. */
@Injectable()
export class Purges {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  begin(): PurgeRun {
    return { now: this.clock.now(), ahead: 0 };
  }

  /** Counts what a transaction of the run removes, inside it; one that removes nothing leaves no trace. */
  async note(manager: EntityManager, run: PurgeRun, rule: string, removed: number): Promise<void> {
    if (removed === 0) return;
    await manager.query(
      `INSERT INTO purges AS p (rule, at, removed, untold) VALUES ($1, $2, $3, $3)
       ON CONFLICT (rule) DO UPDATE SET at = excluded.at, untold = p.untold + excluded.untold,
         removed = CASE p.at WHEN excluded.at THEN p.removed ELSE 0 END + excluded.removed`,
      [rule, run.now, removed],
    );
  }

  /** By rule. */
  async last(manager: EntityManager = this.database.manager): Promise<ReadonlyMap<string, Purge>> {
    const rows = await manager.query<{ rule: string; at: Date; removed: string }[]>(
      'SELECT rule, at, removed FROM purges',
    );
    return new Map(rows.map((row) => [row.rule, { ...row, removed: Number(row.removed) }]));
  }
}

/** Tells the log once a day what went by age since the last time: one event, a count a rule; none where nothing went. */
@Injectable()
@Handles(reportPurges)
export class PurgeReport implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly log: AuditLog,
  ) {}

  async run(): Promise<void> {
    await this.database.transaction(async (manager) => {
      const [told] = await manager.query<[{ rule: string; removed: string }[], number]>(
        `UPDATE purges SET untold = 0 FROM (SELECT rule, untold FROM purges WHERE untold > 0 FOR UPDATE) AS before
         WHERE purges.rule = before.rule RETURNING purges.rule, before.untold AS removed`,
      );
      if (told.length === 0) return;
      const detail = Object.fromEntries(told.map(({ rule, removed }) => [rule, Number(removed)]));
      await this.log.append(manager, { action: 'retention.purged', actor: { type: 'system' }, detail });
    });
  }
}
