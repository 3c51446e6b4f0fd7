import { Injectable } from '@nestjs/common';
import { type SelectQueryBuilder } from 'typeorm';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../platform/clock/clock.js';
import { officeDay, officeDayEnd } from '../platform/clock/office-day.js';
import { Config } from '../platform/config/config.js';
import { type QueueFilter } from './queue-filter.js';
import { UNANSWERED } from './answers.js';
import { OWN_REQUESTS } from './request-access.js';
import { RequestSubjects } from './request-subjects.js';
import { type SubjectRequest } from './subject-request.js';

/** Days before a date from which on it is near. */
export const SOON_DAYS = 3;

/** Turns what an admin filters by into conditions on requests `r`. */
@Injectable()
export class QueueNarrowing {
  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly subjects: RequestSubjects,
  ) {}

  /** @param held ids of requests that a hold concerns, where the filter asks for them */
  narrow(rows: SelectQueryBuilder<SubjectRequest>, filter: QueueFilter, held: readonly string[]): void {
    if (filter.state === undefined) rows.where(`r.closed_at IS NULL AND r.state <> 'unconfirmed'`);
    else rows.where('r.state = ANY(:states)', { states: filter.state });
    if (filter.kind !== undefined) rows.andWhere('r.kind = ANY(:kinds)', { kinds: filter.kind });
    if (filter.assignee === null) rows.andWhere('r.assignee IS NULL');
    else if (filter.assignee !== undefined)
      rows.andWhere('r.assignee = :assignee', { assignee: filter.assignee });
    if (filter.due !== undefined) this.narrowByDue(rows, filter.due);
    if (filter.held === true) rows.andWhere('r.id = ANY(:held)', { held });
    if (filter.second === true) rows.andWhere(SECOND_APPROVAL, { needed: this.config.approvals });
    if (filter.q !== undefined) this.narrowByText(rows, filter.q);
    if (filter.viewer !== undefined) this.hideOwn(rows, filter.viewer);
  }

  /** The end of the last day that is near. */
  soonEnds(): Date {
    const today = Temporal.PlainDate.from(officeDay(this.clock.now(), this.config.zone));
    return officeDayEnd(today.add({ days: SOON_DAYS }).toString(), this.config.zone);
  }

  private narrowByDue(rows: SelectQueryBuilder<SubjectRequest>, due: string): void {
    const now = this.clock.now();
    if (due === 'overdue') rows.andWhere(`r.due_at < :now AND ${UNANSWERED}`, { now });
    else if (due === 'soon')
      rows.andWhere(`r.due_at >= :now AND r.due_at < :soon AND ${UNANSWERED}`, {
        now,
        soon: this.soonEnds(),
      });
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

  /** What goes on about an admin's own erasure once they were told that it is done may be under a hidden hold. */
  private hideOwn(rows: SelectQueryBuilder<SubjectRequest>, viewer: string): void {
    rows.andWhere(
      `NOT (r.told IS NOT DISTINCT FROM 'completed' AND r.closed_at IS NULL AND r.id IN (${OWN_REQUESTS(':viewer')}))`,
      { viewer },
    );
  }
}

/** An erasure that one person approved and a second one has yet to. */
export const SECOND_APPROVAL = `r.kind = 'erasure' AND r.state IN ('received', 'failed') AND r.approvals BETWEEN 1 AND :needed - 1`;
