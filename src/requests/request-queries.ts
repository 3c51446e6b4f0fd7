import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type Principal } from '../auth/principal.js';
import { Cursors } from '../platform/http/cursors.js';
import { type RequestKind } from '../policy/request-kinds.js';
import { asTold, timelineAsTold } from './as-told.js';
import { ownRequests, RequestAccess } from './request-access.js';
import { type RequestState, type RequestStep, type StepActor } from './request-kinds.js';
import { type Restriction } from './restriction.js';
import { Restrictions } from './restrictions.js';
import { type SubjectRequest } from './subject-request.js';

/** One entry of a timeline. */
export interface TimelineEntry {
  readonly at: Date;
  readonly step: RequestStep;
  readonly state: RequestState;
  readonly actor: StepActor;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
}

/** What people see of their own requests. */
@Injectable()
export class RequestQueries {
  constructor(
    private readonly database: DataSource,
    private readonly access: RequestAccess,
    private readonly cursors: Cursors,
    private readonly restrictions: Restrictions,
  ) {}

  /** Newest first. Ids are version 7 UUIDs, so their order is that of creation. */
  async listOwn(principal: Principal, limit: number, cursor?: string): Promise<Page<SubjectRequest>> {
    const owner = principal.type === 'account' ? principal.accountId : principal.requestId;
    const rows = ownRequests(this.database.manager, principal);
    if (cursor !== undefined) {
      rows.andWhere('r.id < :before', { before: this.cursors.open('own-requests', owner, cursor, z.uuid()) });
    }
    const found = await rows
      .orderBy('r.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const items = found.slice(0, limit).map(asTold);
    const last = items.at(-1);
    const next = found.length > limit && last ? this.cursors.seal('own-requests', owner, last.id) : null;
    return { items, next };
  }

  /**
   * The newest request of this kind about the caller's own data that is not over, as far as they were told.
   * @returns as told; undefined where there is none
   */
  async openOwn(principal: Principal, kind: RequestKind): Promise<SubjectRequest | undefined> {
    const open = ownRequests(this.database.manager, principal)
      .andWhere(`r.kind = :kind AND r.acting_as = 'self' AND r.state <> 'unconfirmed'`, { kind })
      .andWhere(`r.closed_at IS NULL AND r.told IS DISTINCT FROM 'completed'`);
    const found = await open.orderBy('r.id', 'DESC').limit(1).getOne();
    return found === null ? undefined : asTold(found);
  }

  /** @throws Problem 404 */
  async viewOwn(
    principal: Principal,
    reference: string,
  ): Promise<{ request: SubjectRequest; timeline: TimelineEntry[]; restriction?: Restriction }> {
    const request = await this.access.own(this.database.manager, principal, reference);
    const timeline = timelineAsTold(request, await this.timeline(request.id));
    const restriction = await this.restrictions.of(this.database.manager, request);
    return { request: asTold(request), timeline, restriction };
  }

  /** All of it, as the office sees it. */
  async timeline(requestId: string): Promise<TimelineEntry[]> {
    return this.database.query<TimelineEntry[]>(
      'SELECT at, step, state, actor FROM request_steps WHERE request_id = $1 ORDER BY id',
      [requestId],
    );
  }
}
