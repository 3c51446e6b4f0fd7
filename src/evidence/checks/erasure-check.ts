import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Ledger } from '../../erasures/ledger.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { type CheckResult, looked, type PromiseCheck, unknown, verdict } from '../promise-check.js';
import { LATE } from './case-checks.js';

/** Erasures whose records in the ledger are read, the newest. */
const RECORDS = 200;
const HOUR = 3_600_000;
const DAY = 86_400_000;
/** By the ledger every source is searched each night; a night that failed is tried again in the next. */
const NIGHTS = 50 * HOUR;

interface Counted {
  readonly completed: number;
  readonly unproven: number;
  readonly late: number;
}

/**
 * P23: each erasure that is complete has its receipt, which is written after the last search, and, while a backup may bring
 * its person back, its record in the ledger, by which every source is searched again each night. That one is late is a
 * figure.
 */
@Injectable()
export class CompletedErasures implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async check(): Promise<CheckResult> {
    const [found] = await looked<Counted>(
      this.database,
      `SELECT count(*) FILTER (WHERE r.state = 'completed')::int AS completed,
              count(*) FILTER (WHERE r.state = 'completed' AND NOT EXISTS (
                SELECT FROM receipts WHERE request_id = r.id AND audience = 'office'))::int AS unproven,
              count(*) FILTER (WHERE ${LATE})::int AS late
       FROM requests r WHERE r.kind = 'erasure'`,
    );
    const { completed = 0, unproven = 0 } = found ?? {};
    if (completed === 0) return unknown('nothing_to_look_at', { ...found });
    const erasures = await this.recent();
    const unledgered = await this.unledgered(erasures);
    const { searchedAt, overdue } = await this.lastSearch();
    const waits = erasures.some(({ at }) => at.getTime() < this.clock.now().getTime() - NIGHTS);
    return verdict(
      {
        ...found,
        ledgered: erasures.length - unledgered,
        unledgered,
        ...(searchedAt === null ? {} : { searchedAt: searchedAt.toISOString() }),
      },
      ['no_receipt', unproven > 0],
      ['not_in_ledger', unledgered > 0],
      ['not_searched', waits && overdue],
    );
  }

  /** Erasures whose people a backup may still bring back, the newest first. */
  private recent(): Promise<{ id: string; at: Date }[]> {
    // A record is written before its erasure ends, and so may end before: its last day is left out.
    const since = this.clock.now().getTime() - this.config.backupRetention + DAY;
    return looked(
      this.database,
      `SELECT e.id, e.finished_at AS at FROM erasures e JOIN requests r ON r.id = e.request_id
       WHERE r.state = 'completed' AND e.finished_at > $1 ORDER BY e.finished_at DESC LIMIT ${RECORDS}`,
      [new Date(since)],
    );
  }

  private async unledgered(erasures: readonly { readonly id: string }[]): Promise<number> {
    let missing = 0;
    for (const { id } of erasures) if (!(await this.ledger.has(id))) missing += 1;
    return missing;
  }

  /** When the ledger was last compared with every source, by the database's clock. */
  private async lastSearch(): Promise<{ searchedAt: Date | null; overdue: boolean }> {
    const [found] = await looked<{ searchedAt: Date | null; overdue: boolean }>(
      this.database,
      `SELECT max(finished_at) AS "searchedAt",
              coalesce(max(finished_at) < now() - $1 * interval '1 millisecond', true) AS overdue
       FROM tasks WHERE name = 'erasure.replay' AND state = 'done'`,
      [NIGHTS],
    );
    return found ?? { searchedAt: null, overdue: true };
  }
}
