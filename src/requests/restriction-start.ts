import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { conflict } from '../platform/http/problem.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { requestJobs } from './request-jobs.js';
import { RequestMails } from './request-mails.js';
import { RestrictedPeople } from './restricted-people.js';
import { isInForce } from './restriction.js';
import { RestrictionLog } from './restriction-log.js';
import { Restrictions } from './restrictions.js';
import { type SubjectRequest } from './subject-request.js';

/** Brings a restriction into force, in the transaction of the approval. */
@Injectable()
export class RestrictionStart {
  constructor(
    private readonly restrictions: Restrictions,
    private readonly people: RestrictedPeople,
    private readonly mails: RequestMails,
    private readonly jobs: Jobs,
    private readonly log: RestrictionLog,
    private readonly clock: Clock,
  ) {}

  /**
   * From here on it is in force: the person's comments in the portal are hidden, and a job hides their rows elsewhere.
   * @throws Problem 409 `erasure-under-way`: it would go on by itself and take what is to be stored
   */
  async begin(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.people.refuseErasing(manager, request.id);
    const since = this.clock.now();
    await this.restrictions.add(manager, request.id, since);
    await this.people.hide(manager, request.id, since);
    await this.log.note(manager, request, {
      step: 'restricted',
      by: 'system',
      action: 'restriction.placed',
      actor: { type: 'system' },
    });
    await this.mails.restricted(manager, request, since);
    await this.enqueue(manager, request);
  }

  /** Hides what is left to hide. */
  async enqueue(manager: EntityManager, { id }: Pick<SubjectRequest, 'id'>): Promise<void> {
    await this.jobs.enqueue(manager, requestJobs.restrict, { requestId: id }, { key: id });
  }

  /** Nobody is told that it is done before it is. @throws Problem 409 `not-hidden-yet` */
  async expectPlaced(manager: EntityManager, request: SubjectRequest): Promise<void> {
    const restriction = await this.restrictions.of(manager, request);
    if (isInForce(restriction) && restriction.placedAt === undefined)
      throw conflict('not-hidden-yet', 'The portal still hides rows of this person; try again in a moment.');
  }
}
