import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Actor } from '../audit/audit-entry.js';
import { Clock } from '../platform/clock/clock.js';
import { type Origin } from '../platform/http/origin.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { requestJobs } from './request-jobs.js';
import { type StepActor } from './request-kinds.js';
import { type LiftedBy } from './restriction.js';
import { RestrictedPeople } from './restricted-people.js';
import { RestrictionLog } from './restriction-log.js';
import { Restrictions } from './restrictions.js';
import { type SubjectRequest } from './subject-request.js';

/** Who ends a restriction, and from where. */
export interface Lifting {
  readonly by: LiftedBy;
  readonly actor: Actor;
  readonly origin?: Origin;
}

const STEP_ACTOR: Readonly<Record<LiftedBy, StepActor>> = {
  person: 'person',
  office: 'office',
  erasure: 'system',
};

/** Ends restrictions, whoever does it; the caller's transaction has locked the request. */
@Injectable()
export class RestrictionEnd {
  constructor(
    private readonly restrictions: Restrictions,
    private readonly people: RestrictedPeople,
    private readonly jobs: Jobs,
    private readonly log: RestrictionLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Comments in the portal show again at once, rows elsewhere by a job.
   * @returns whether one was in force; where none was, nothing is changed
   */
  async end(
    manager: EntityManager,
    request: SubjectRequest,
    { by, actor, origin }: Lifting,
  ): Promise<boolean> {
    const { id } = request;
    if (!(await this.restrictions.lift(manager, id, by, this.clock.now()))) return false;
    await this.people.show(manager, [id]);
    await this.log.note(manager, request, {
      step: 'restriction_lifted',
      by: STEP_ACTOR[by],
      action: 'restriction.lifted',
      actor,
      detail: { by },
      origin,
    });
    await this.jobs.enqueue(manager, requestJobs.unrestrict, { requestId: id }, { key: id });
    return true;
  }
}
