import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { conflict } from '../platform/http/problem.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { requestJobs } from './request-jobs.js';
import { RequestStates } from './request-states.js';
import { RequestSubjects } from './request-subjects.js';
import { type SubjectRequest } from './subject-request.js';

/** Counts approvals, and sets the work going with the last that is needed. */
@Injectable()
export class RequestApproval {
  constructor(
    private readonly states: RequestStates,
    private readonly subjects: RequestSubjects,
    private readonly jobs: Jobs,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @returns how many approvals are still needed */
  async add(manager: EntityManager, request: SubjectRequest, decider: string): Promise<number> {
    await this.requireAddress(manager, request);
    await this.noteDecider(manager, request, decider);
    const approvals = request.approvals + 1;
    const needed = request.kind === 'erasure' ? this.config.approvals : 1;
    if (approvals < needed) {
      const step = { step: 'approved_once', actor: 'office' } as const;
      await this.states.move(manager, request, 'received', step, { approvals });
      return needed - approvals;
    }
    await this.states.move(
      manager,
      request,
      'approved',
      { step: 'approved', actor: 'office' },
      { approvals },
    );
    if (request.kind === 'export') {
      await this.jobs.enqueue(manager, requestJobs.export, { requestId: request.id }, { key: request.id });
    }
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

  private async noteDecider(manager: EntityManager, request: SubjectRequest, decider: string): Promise<void> {
    const noted = await manager.query<unknown[]>(
      `INSERT INTO request_decisions (request_id, decider, decision, at) VALUES ($1, $2, 'approve', $3)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [request.id, decider, this.clock.now()],
    );
    if (noted.length === 0)
      throw conflict('approved-before', 'You approved this already; a second person is needed.');
  }
}
