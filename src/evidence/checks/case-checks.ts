import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { LastingRetentions } from '../../erasures/lasting-retentions.js';
import { HoldQueries } from '../../holds/hold-queries.js';
import { ObjectStore } from '../../platform/storage/object-store.js';
import { ObjectMissing } from '../../platform/storage/storage-errors.js';
import { type CheckResult, looked, type PromiseCheck, unknown, verdict } from '../promise-check.js';

/** Larger bundles are not read again for a check, in bytes. */
const LARGEST = 64 * 1024 * 1024;

/** Requests `r` that somebody still waits for though their day is over, as SQL. */
export const LATE = `r.closed_at IS NULL AND r.state NOT IN ('ready', 'deferred', 'unconfirmed') AND r.told IS NULL AND r.due_at < now()`;

/** P22: the newest copy is in the store and has the checksum that was written down. That one is late is a figure: it is promised all the same. */
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
    const newest = await this.newest();
    const hash = newest && (await this.hash(newest.key));
    // A copy that went meanwhile is none any more: its row says so first, and its object goes after that.
    const lost = newest !== undefined && hash === undefined && (await this.newest())?.key === newest.key;
    const figures = { ...found, hashed: hash === undefined ? 0 : 1 };
    if (found?.copies === 0) return unknown('nothing_to_look_at', figures);
    const differs = newest !== undefined && hash !== undefined && !hash.equals(newest.sha256);
    return verdict(figures, ['copy_lost', lost], ['checksum', differs]);
  }

  private async newest(): Promise<{ key: string; sha256: Buffer } | undefined> {
    const [newest] = await looked<{ key: string; sha256: Buffer }>(
      this.database,
      `SELECT object_key AS key, sha256 FROM exports
       WHERE object_key IS NOT NULL AND bytes <= $1 AND expires_at > now() ORDER BY built_at DESC LIMIT 1`,
      [LARGEST],
    );
    return newest;
  }

  /** @returns undefined where the store has no such object */
  private async hash(key: string): Promise<Buffer | undefined> {
    const hash = createHash('sha256');
    try {
      for await (const chunk of await this.store.read(key)) hash.update(chunk as Buffer);
    } catch (error) {
      if (error instanceof ObjectMissing) return undefined;
      throw error;
    }
    return hash.digest();
  }
}

/**
 * P24: what is kept is under a hold with one of three purposes, a citation and a review that is not overdue, or under a
 * retention, which ends or is reviewed as well. How many holds there are and what they keep is not told: one may be about
 * whoever reads it. A review of a retention that is overdue is everybody's to know, and so comes before that of a hold.
 */
@Injectable()
export class KeptRecords implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly holds: HoldQueries,
    private readonly lasting: LastingRetentions,
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
    const retentionsOverdue = await this.lasting.overdue(this.database.manager);
    return verdict(
      { ...found, retentionsOverdue },
      ['bad_hold', (found?.bad ?? 0) + (found?.groundless ?? 0) > 0],
      ['retention_overdue', retentionsOverdue > 0],
      ['review_overdue', (found?.overdue ?? 0) > 0],
    );
  }
}
