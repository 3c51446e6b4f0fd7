import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { conflict, invalidField, notFound } from '../platform/http/problem.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { isAddress } from '../platform/text/plain-address.js';
import { type QueueFilter } from './queue-filter.js';

/** Parts of the queue's filter that may be kept: whom a case is about is not among them. */
export interface ViewFilter extends Pick<QueueFilter, 'state' | 'kind' | 'due' | 'held' | 'second'> {
  /** `me` is whoever looks, `none` is nobody; else an admin's account id. */
  readonly assignee?: string;
}

/** A filter of the queue under a name. */
export interface QueueView {
  readonly id: string;
  readonly name: string;
  readonly filter: ViewFilter;
  /** The office's: every admin sees it and may delete it, and it outlives the account that made it. */
  readonly shared: boolean;
  readonly createdAt: Date;
}

/** Views that one admin may keep, and as many that all admins share. */
const MOST = 30;

const COLUMNS = 'id, name, filter, shared, created_at AS "createdAt"';

/** Views of the queue that admins keep: each admin's own, and those of the whole office. */
@Injectable()
export class QueueViews {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What this admin sees, oldest first. */
  list(accountId: string): Promise<QueueView[]> {
    return this.database.query<QueueView[]>(
      `SELECT ${COLUMNS} FROM queue_views WHERE account_id = $1 AND NOT shared
       UNION ALL SELECT ${COLUMNS} FROM queue_views WHERE shared ORDER BY id`,
      [accountId],
    );
  }

  /** @throws Problem 422 for a name that holds an address; 409 `too-many-views` */
  async save(accountId: string, view: Pick<QueueView, 'name' | 'filter' | 'shared'>): Promise<QueueView> {
    if (isAddress(view.name)) throw invalidField('/name', 'A name that holds no address.');
    const [saved] = await this.database.query<QueueView[]>(
      `INSERT INTO queue_views (account_id, shared, name, filter, created_at)
       SELECT $1, $2, $3, $4, $5
       WHERE (SELECT count(*) FROM queue_views WHERE shared = $2 AND ($2 OR account_id = $1)) < ${MOST}
       RETURNING ${COLUMNS}`,
      [accountId, view.shared, view.name, JSON.stringify(view.filter), this.clock.now()],
    );
    if (saved === undefined) throw conflict('too-many-views', `At most ${MOST} views; delete one first.`);
    return saved;
  }

  /** Deletes an own view, or one of the office. @throws Problem 404 */
  async remove(accountId: string, id: string): Promise<void> {
    const [, count] = await this.database.query<[unknown, number]>(
      'DELETE FROM queue_views WHERE id = $1 AND (shared OR account_id = $2)',
      [id, accountId],
    );
    if (count === 0) throw notFound();
  }
}

const sweepViews = defineJob<Record<string, never>>('request.sweep_views', {
  attempts: 3,
  backoff: 60_000,
  every: 3_600_000,
});

/** Deletes views of accounts that are gone, but for those of the office. */
@Injectable()
@Handles(sweepViews)
export class QueueViewSweep implements JobHandler<Record<string, never>> {
  constructor(private readonly database: DataSource) {}

  async run(): Promise<void> {
    await this.database.query('DELETE FROM queue_views WHERE account_id IS NULL AND NOT shared');
  }
}
