import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { conflict } from '../platform/http/problem.js';
import { approvalsNeeded, noteDecision, waitsForApproval } from './approvals.js';
import { refuseForAnother } from './for-another.js';
import { PersonRestrictions } from './person-restrictions.js';
import { RequestStates } from './request-states.js';
import { RequestSubjects } from './request-subjects.js';
import { RequestWork } from './request-work.js';
import { type SubjectRequest } from './subject-request.js';

/** Counts approvals, and sets the work going with the last that is needed. */
@Injectable()
export class RequestApproval {
  constructor(
    private readonly states: RequestStates,
    private readonly subjects: RequestSubjects,
    private readonly work: RequestWork,
    private readonly restrictions: PersonRestrictions,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Whether the request stopped and goes on only once it was approved anew. */
  neededAnew(request: SubjectRequest): boolean {
    return waitsForApproval(request, this.config);
  }

  /** @returns how many approvals are still needed @throws Problem 409, also where somebody asked for another, or for a restriction since */
  async add(manager: EntityManager, request: SubjectRequest, decider: string): Promise<number> {
    refuseForAnother(request);
    await this.requireAddress(manager, request);
    await this.restrictions.refuseEarlierWish(manager, request);
    if (!(await noteDecision(manager, request.id, decider, 'approve', this.clock.now())))
      throw conflict('approved-before', 'You approved this already; a second person is needed.');
    const approvals = request.approvals + 1;
    const needed = approvalsNeeded(request, this.config);
    if (approvals < needed) {
      const step = { step: 'approved_once', actor: 'office' } as const;
      await this.states.move(manager, request, request.state, step, { approvals });
      return needed - approvals;
    }
    if (request.state === 'failed') {
      await this.work.again(manager, request, { approvals });
      return 0;
    }
    const step = { step: 'approved', actor: 'office' } as const;
    await this.states.move(manager, request, 'approved', step, { approvals });
    await this.work.start(manager, request);
    return 0;
  }

  private async requireAddress(manager: EntityManager, request: SubjectRequest): Promise<void> {
    const subject = await this.subjects.find(manager, request.id);
    if (subject?.address !== undefined) return;
    throw conflict(
      'address-missing',
      'There is no address to search by and to answer to; record the request with one.',
    );
  }
}
