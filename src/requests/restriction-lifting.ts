import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { conflict } from '../platform/http/problem.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { OfficeDesk, type Official } from './office-desk.js';
import { requestJobs } from './request-jobs.js';
import { RequestMails } from './request-mails.js';
import { RequestStates } from './request-states.js';
import { isInForce, type Restriction } from './restriction.js';
import { Restrictions } from './restrictions.js';
import { type SubjectRequest } from './subject-request.js';

/** What lifting needs of a restriction: its row, its mails, its end. */
@Injectable()
export class LiftingSteps {
  constructor(
    private readonly restrictions: Restrictions,
    private readonly states: RequestStates,
    private readonly mails: RequestMails,
    private readonly jobs: Jobs,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The restriction of the locked request. @throws Problem 409 where none is in force */
  async inForce(manager: EntityManager, request: SubjectRequest): Promise<Restriction> {
    const restriction = await this.restrictions.lock(manager, request.id);
    if (isInForce(restriction)) return restriction;
    throw conflict('no-restriction', 'No restriction of this request is in force.');
  }

  /** It ends by itself after the time in which the person may still say something. */
  async announce(manager: EntityManager, request: SubjectRequest, reason: string): Promise<Date> {
    const at = new Date(this.clock.now().getTime() + this.config.coolingOff);
    await this.restrictions.announce(manager, request.id, at, reason);
    await this.states.note(manager, request, 'lift_announced', 'office');
    await this.mails.restrictionEnds(manager, request, at, reason);
    await this.wait(manager, request.id, at);
    return at;
  }

  async callOff(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.restrictions.announce(manager, request.id, null, null);
    await this.states.note(manager, request, 'lift_called_off', 'office');
    await this.mails.restrictionStays(manager, request);
  }

  async wait(manager: EntityManager, requestId: string, runAt: Date): Promise<void> {
    await this.jobs.enqueue(manager, requestJobs.restrictionEnd, { requestId }, { key: requestId, runAt });
  }
}

/** The office lifts restrictions: their person is told before (GDPR, article 18(3)). */
@Injectable()
export class RestrictionLifting {
  constructor(
    private readonly desk: OfficeDesk,
    private readonly steps: LiftingSteps,
  ) {}

  /**
   * The person is mailed now; it takes effect by itself ATHAR_COOLING_OFF later.
   * @param reason as the person is told
   * @throws Problem 403 `own-case`, 404, 409 where none is in force or its end is announced
   */
  lift(official: Official, reference: string, reason: string): Promise<SubjectRequest> {
    return this.desk.act(official, reference, async (manager, request) => {
      const { liftAt } = await this.steps.inForce(manager, request);
      if (liftAt !== undefined)
        throw conflict('lift-announced', 'The end of the restriction is announced already.');
      const at = await this.steps.announce(manager, request, reason);
      return { action: 'restriction.lift_announced', detail: { liftAt: at.toISOString() }, reason };
    });
  }

  /** Calls an announced end off. @throws Problem 403 `own-case`, 404, 409 where none is announced */
  keep(official: Official, reference: string): Promise<SubjectRequest> {
    return this.desk.act(official, reference, async (manager, request) => {
      const { liftAt } = await this.steps.inForce(manager, request);
      if (liftAt === undefined) throw conflict('not-announced', 'No end of the restriction is announced.');
      await this.steps.callOff(manager, request);
      return { action: 'restriction.kept' };
    });
  }
}
