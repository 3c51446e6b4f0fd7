import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { defineJob } from '../../platform/jobs/define-job.js';
import { Handles } from '../../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../../platform/jobs/job.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { AuditLog } from '../audit-log.js';
import { Checkpoints } from '../tree/checkpoints.js';
import { LogVerification } from './log-verification.js';
import { type Verdict } from './verdict.js';

const DAY = 86_400_000;

interface Asked {
  /** The account that asked; absent where the calendar did. */
  readonly auditor?: string;
}

const verifyLog = defineJob<Asked>('audit.verify', { attempts: 3, backoff: 600_000, every: DAY });

/** One verification that came to its end. */
export interface VerificationRecord {
  /** The auditor's account; null for the calendar. */
  readonly askedBy: string | null;
  readonly endedAt: Date;
  readonly events: number;
  readonly checkpoints: number;
  /** The first position that is wrong, and what; null where the log is whole. */
  readonly wrong: { readonly where: string; readonly what: string } | null;
}

interface Row {
  readonly asked_by: string | null;
  readonly ended_at: Date;
  readonly events: string;
  readonly checkpoints: number;
  readonly wrong_where: string | null;
  readonly wrong_what: string | null;
}

/** Verifications of the log: every night, and when an auditor asks. Each is kept, and is an event of the log itself. */
@Injectable()
export class Verifications {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly log: AuditLog,
  ) {}

  /** The last ones, the newest first. */
  async recent(most: number): Promise<VerificationRecord[]> {
    const rows = await this.dataSource.query<Row[]>(
      'SELECT * FROM audit_verifications ORDER BY id DESC LIMIT $1',
      [most],
    );
    return rows.map((row) => ({
      askedBy: row.asked_by,
      endedAt: row.ended_at,
      events: Number(row.events),
      checkpoints: row.checkpoints,
      wrong: row.wrong_where === null ? null : { where: row.wrong_where, what: row.wrong_what ?? '' },
    }));
  }

  /** Has the log verified soon. Asking twice before it begins is asking once. */
  async ask(auditor: string): Promise<void> {
    await this.dataSource.transaction((manager) =>
      this.jobs.enqueue(manager, verifyLog, { auditor }, { key: 'asked' }),
    );
  }

  /** When the first event that the log has was recorded; undefined for an empty log. */
  async since(): Promise<Date | undefined> {
    const [row] = await this.dataSource.query<{ at: Date }[]>(
      'SELECT at FROM audit_events ORDER BY seq LIMIT 1',
    );
    return row?.at;
  }

  /** @param auditor the account that asked; undefined for the calendar */
  async keep({ events, checkpoints, root, findings }: Verdict, auditor: string | undefined): Promise<void> {
    const [wrong] = findings;
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `INSERT INTO audit_verifications (asked_by, ended_at, events, checkpoints, root, wrong_where, wrong_what)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          auditor ?? null,
          this.clock.now(),
          events,
          checkpoints,
          root ?? null,
          wrong?.where ?? null,
          wrong?.what ?? null,
        ],
      );
      await this.log.append(manager, {
        action: 'audit.verified',
        actor: auditor === undefined ? { type: 'system' } : { type: 'account', id: auditor },
        outcome: wrong === undefined ? 'success' : 'failure',
        detail: { events, checkpoints },
      });
    });
  }
}

/** Verifies the log, and thins the checkpoints that are kept beside it. */
@Injectable()
@Handles(verifyLog)
export class VerificationJob implements JobHandler<Asked> {
  constructor(
    private readonly verification: LogVerification,
    private readonly verifications: Verifications,
    private readonly checkpoints: Checkpoints,
  ) {}

  async run({ payload }: TaskRun<Asked>): Promise<void> {
    await this.checkpoints.thin();
    await this.verifications.keep(await this.verification.run(), payload.auditor);
  }
}
