import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { conflict } from '../platform/http/problem.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { requestJobs } from './request-jobs.js';
import { RequestMails } from './request-mails.js';
import { RequestStates } from './request-states.js';
import { type SubjectRequest } from './subject-request.js';

/** The work on a case after it was approved, as far as people set it going or end it. */
@Injectable()
export class RequestWork {
  constructor(
    private readonly states: RequestStates,
    private readonly jobs: Jobs,
    private readonly mails: RequestMails,
  ) {}

  async again(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.states.move(
      manager,
      request,
      'running',
      { step: 'retried', actor: 'office' },
      { failure: null },
    );
    if (request.kind === 'export') {
      await this.jobs.enqueue(manager, requestJobs.export, { requestId: request.id }, { key: request.id });
    }
  }

  /** @throws Problem 409 for exports and erasures, and in a state other than `approved` or `running` */
  async doneByHand(manager: EntityManager, request: SubjectRequest): Promise<void> {
    if (request.kind === 'export' || request.kind === 'erasure') {
      throw conflict('done-by-the-portal', 'The portal itself completes exports and erasures.');
    }
    this.states.expect(request, 'approved', 'running');
    if (request.state === 'approved') {
      await this.states.move(manager, request, 'running', { step: 'started', actor: 'office' });
    }
    await this.states.move(manager, request, 'completed', { step: 'completed', actor: 'office' });
    await this.mails.completed(manager, request);
  }
}
