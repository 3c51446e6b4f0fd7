import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { forgetApprovals } from './approvals.js';
import { ErasureWaiting } from './erasure-waiting.js';
import { PersonRestrictions } from './person-restrictions.js';
import { requestJobs } from './request-jobs.js';
import { RequestStates } from './request-states.js';
import { type SubjectRequest } from './subject-request.js';

/** The time between the last approval of an erasure and its beginning, in which anybody concerned can stop it. */
@Injectable()
export class ErasureSchedule {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly states: RequestStates,
    private readonly jobs: Jobs,
    private readonly waiting: ErasureWaiting,
    private readonly restrictions: PersonRestrictions,
  ) {}

  /** One that waits for nobody. @throws Problem 409 `restricted-since` */
  async skip(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.restrictions.refuseAny(manager, request);
  }

  /** From here on the erasure begins by itself, unless it is stopped. */
  async wait(manager: EntityManager, request: SubjectRequest): Promise<void> {
    const scheduledFor = new Date(this.clock.now().getTime() + this.config.coolingOff);
    const step = { step: 'scheduled', actor: 'system' } as const;
    await this.states.move(manager, request, 'scheduled', step, { scheduledFor });
    await this.jobs.enqueue(
      manager,
      requestJobs.erase,
      { requestId: request.id },
      { key: request.id, runAt: scheduledFor },
    );
    await this.waiting.begin(manager, request, scheduledFor);
  }

  /**
   * The office looks at the case again, and everybody decides anew. The task stays: it finds nothing to do then.
   * @throws Problem 409 in any state but `scheduled`
   */
  async stop(manager: EntityManager, request: SubjectRequest): Promise<void> {
    this.states.expect(request, 'scheduled');
    const step = { step: 'stopped', actor: 'office' } as const;
    await this.states.move(manager, request, 'received', step, { approvals: 0, scheduledFor: null });
    await forgetApprovals(manager, request.id);
    await this.waiting.stopped(manager, request);
  }
}
