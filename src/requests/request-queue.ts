import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { Clock } from '../platform/clock/clock.js';
import { Cursors } from '../platform/http/cursors.js';
import { type RequestKind } from '../policy/request-kinds.js';
import { type RequestState } from './request-kinds.js';
import { type Page } from './request-queries.js';
import { RequestSubjects } from './request-subjects.js';
import { SubjectRequest } from './subject-request.js';

/** What the queue shows; without `state`, every open case. */
export interface QueueFilter {
  readonly state?: readonly RequestState[];
  readonly kind?: readonly RequestKind[];
  /** `overdue`, `soon` (due within three days), or a last day such as `2026-03-05`. */
  readonly due?: string;
  /** An admin's account id; null for cases that nobody has. */
  readonly assignee?: string | null;
  /** A reference or its beginning, or the whole address of the person. */
  readonly q?: string;
}

const position = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);
const THREE_DAYS = 3 * 86_400_000;

/** The office's queue: least time left first. */
@Injectable()
export class RequestQueue {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly subjects: RequestSubjects,
    private readonly cursors: Cursors,
  ) {}

  async list(filter: QueueFilter, limit: number, cursor?: string): Promise<Page<SubjectRequest>> {
    const rows = this.database.manager.createQueryBuilder(SubjectRequest, 'r');
    this.narrow(rows, filter);
    if (cursor !== undefined) {
      const [dueAt, id] = this.cursors.open('queue', filter, cursor, position);
      rows.andWhere('(r.due_at, r.id) > (:dueAt, :id)', { dueAt, id });
    }
    const found = await rows
      .orderBy('r.due_at')
      .addOrderBy('r.id')
      .limit(limit + 1)
      .getMany();
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const more = found.length > limit && last !== undefined;
    return {
      items,
      next: more ? this.cursors.seal('queue', filter, [last.dueAt.toISOString(), last.id]) : null,
    };
  }

  private narrow(rows: SelectQueryBuilder<SubjectRequest>, filter: QueueFilter): void {
    if (filter.state === undefined) rows.where(`r.closed_at IS NULL AND r.state <> 'unconfirmed'`);
    else rows.where('r.state = ANY(:states)', { states: filter.state });
    if (filter.kind !== undefined) rows.andWhere('r.kind = ANY(:kinds)', { kinds: filter.kind });
    if (filter.assignee === null) rows.andWhere('r.assignee IS NULL');
    else if (filter.assignee !== undefined)
      rows.andWhere('r.assignee = :assignee', { assignee: filter.assignee });
    if (filter.due !== undefined) this.narrowByDue(rows, filter.due);
    if (filter.q !== undefined) this.narrowByText(rows, filter.q);
  }

  private narrowByDue(rows: SelectQueryBuilder<SubjectRequest>, due: string): void {
    const now = this.clock.now();
    if (due === 'overdue') rows.andWhere('r.due_at < :now', { now });
    else if (due === 'soon')
      rows.andWhere('r.due_at <= :soon', { soon: new Date(now.getTime() + THREE_DAYS) });
    else rows.andWhere('r.due_on <= :day', { day: due });
  }

  private narrowByText(rows: SelectQueryBuilder<SubjectRequest>, text: string): void {
    if (text.includes('@')) {
      rows.andWhere('r.id IN (SELECT s.request_id FROM request_subject s WHERE s.address_mac = :mac)', {
        mac: this.subjects.addressMac(text),
      });
    } else {
      rows.andWhere('starts_with(r.reference, :start)', { start: text.toUpperCase() });
    }
  }
}
