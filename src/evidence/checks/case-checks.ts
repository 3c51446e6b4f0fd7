import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { HoldQueries } from '../../holds/hold-queries.js';
import { ObjectStore } from '../../platform/storage/object-store.js';
import { type CheckResult, looked, type PromiseCheck, unknown, verdict } from '../promise-check.js';

/** Larger bundles are not read again for a check, in bytes. */
const LARGEST = 64 * 1024 * 1024;

/** Requests `r` that somebody still waits for though their day is over, as SQL. */
const LATE = `r.closed_at IS NULL AND r.state NOT IN ('ready', 'deferred', 'unconfirmed') AND r.told IS NULL AND r.due_at < now()`;

/** P22: the newest copy in the store has the checksum that was written down. That one is late is a figure: it is promised all the same. */
@Injectable()
export class BuiltCopies implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
  ) {}

  async check(): Promise<CheckResult> {
    const [found] = await looked<{ copies: number; guests: number; late: number }>(
      this.database,
      `SELECT count(e.id)::int AS copies,
              count(e.id) FILTER (WHERE s.request_id IS NOT NULL AND s.account_id IS NULL)::int AS guests,
              count(*) FILTER (WHERE ${LATE})::int AS late
       FROM requests r LEFT JOIN exports e ON e.request_id = r.id AND e.built_at IS NOT NULL
       LEFT JOIN request_subject s ON s.request_id = r.id WHERE r.kind = 'export'`,
    );
    const [newest] = await looked<{ key: string; sha256: Buffer }>(
      this.database,
      `SELECT object_key AS key, sha256 FROM exports
       WHERE object_key IS NOT NULL AND bytes <= $1 AND expires_at > now() ORDER BY built_at DESC LIMIT 1`,
      [LARGEST],
    );
    const differs = newest !== undefined && !(await this.hash(newest.key)).equals(newest.sha256);
    const figures = { ...found, hashed: newest === undefined ? 0 : 1 };
    if (found?.copies === 0) return unknown('nothing_to_look_at', figures);
    return verdict(figures, ['checksum', differs]);
  }

  private async hash(key: string): Promise<Buffer> {
    const hash = createHash('sha256');
    for await (const chunk of await this.store.read(key)) hash.update(chunk as Buffer);
    return hash.digest();
  }
}

/** P23: each erasure that is complete has its receipt, which is written after the last search. That one is late is a figure. */
@Injectable()
export class CompletedErasures implements PromiseCheck {
  constructor(private readonly database: DataSource) {}

  async check(): Promise<CheckResult> {
    const [found] = await looked<{ completed: number; unproven: number; late: number }>(
      this.database,
      `SELECT count(*) FILTER (WHERE r.state = 'completed')::int AS completed,
              count(*) FILTER (WHERE r.state = 'completed' AND NOT EXISTS (
                SELECT FROM receipts WHERE request_id = r.id AND audience = 'office'))::int AS unproven,
              count(*) FILTER (WHERE ${LATE})::int AS late
       FROM requests r WHERE r.kind = 'erasure'`,
    );
    const { completed = 0, unproven = 0 } = found ?? {};
    if (completed === 0) return unknown('nothing_to_look_at', { ...found });
    return verdict({ ...found }, ['no_receipt', unproven > 0]);
  }
}

/**
 * P24: what is kept is under a hold with one of three purposes, a citation and a review that is not overdue, or under a
 * retention. How many holds there are and what they keep is not told: one may be about whoever reads it.
 */
@Injectable()
export class KeptRecords implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly holds: HoldQueries,
  ) {}

  async check(): Promise<CheckResult> {
    const [found] = await looked<{ bad: number; overdue: number; groundless: number }>(
      this.database,
      `SELECT count(*) FILTER (WHERE purpose NOT IN ('administrative', 'legal', 'security')
                OR btrim(citation) = '')::int AS bad,
              count(*) FILTER (WHERE review_on < $1)::int AS overdue,
              (SELECT count(*)::int FROM erasure_kept WHERE holds = '{}' AND NOT retained) AS groundless
       FROM holds WHERE released_at IS NULL`,
      [this.holds.today()],
    );
    return verdict(
      { ...found },
      ['bad_hold', (found?.bad ?? 0) + (found?.groundless ?? 0) > 0],
      ['review_overdue', (found?.overdue ?? 0) > 0],
    );
  }
}
