import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { conflict } from '../platform/http/problem.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { ErasureSchedule } from './erasure-schedule.js';
import { refuseForAnother } from './for-another.js';
import { requestJobs } from './request-jobs.js';
import { RequestMails } from './request-mails.js';
import { type RequestChanges, RequestStates } from './request-states.js';
import { RequestThread } from './request-thread.js';
import { RestrictionStart } from './restriction-start.js';
import { type SubjectRequest } from './subject-request.js';

/** The work on a case after it was approved, as far as people set it going or end it. */
@Injectable()
export class RequestWork {
  constructor(
    private readonly states: RequestStates,
    private readonly jobs: Jobs,
    private readonly mails: RequestMails,
    private readonly schedule: ErasureSchedule,
    private readonly thread: RequestThread,
    private readonly restriction: RestrictionStart,
  ) {}

  /** What follows from the last approval. */
  async start(manager: EntityManager, request: SubjectRequest): Promise<void> {
    if (request.kind === 'export') await this.enqueue(manager, request);
    if (request.kind === 'erasure') await this.schedule.wait(manager, request);
    if (request.kind === 'restriction') await this.restriction.begin(manager, request);
  }

  /** For what needs no approval and waits for nothing. @throws Problem 409 for an erasure of somebody who is restricted */
  async startAtOnce(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.schedule.skip(manager, request);
    await this.states.move(manager, request, 'approved', { step: 'approved', actor: 'office' });
    await this.enqueue(manager, request);
  }

  /** @throws Problem 409 in any state but `failed`, and where somebody asked for another */
  async again(manager: EntityManager, request: SubjectRequest, changes: RequestChanges = {}): Promise<void> {
    this.states.expect(request, 'failed');
    refuseForAnother(request);
    const step = { step: 'retried', actor: 'office' } as const;
    await this.states.move(manager, request, 'running', step, { ...changes, failure: null });
    await this.enqueue(manager, request);
  }

  /** @throws Problem 409 for anything but an erasure that is `scheduled` */
  async stop(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.schedule.stop(manager, request);
  }

  /**
   * @param answer what the person is told beside that it is done: in the thread and in the mail
   * @throws Problem 409 for exports and erasures, in a state other than `approved` or `running`, and for a restriction
   * whose rows are not hidden yet
   */
  async doneByHand(manager: EntityManager, request: SubjectRequest, answer?: string): Promise<void> {
    if (request.kind === 'export' || request.kind === 'erasure') {
      throw conflict('done-by-the-portal', 'The portal itself completes exports and erasures.');
    }
    this.states.expect(request, 'approved', 'running');
    await this.restriction.expectPlaced(manager, request);
    if (request.state === 'approved') {
      await this.states.move(manager, request, 'running', { step: 'started', actor: 'office' });
    }
    await this.states.move(manager, request, 'completed', { step: 'completed', actor: 'office' });
    if (answer !== undefined) await this.thread.add(manager, request.id, 'office', answer);
    await this.mails.completed(manager, request, answer);
  }

  private async enqueue(manager: EntityManager, { id, kind }: SubjectRequest): Promise<void> {
    if (kind === 'restriction') await this.restriction.enqueue(manager, { id });
    const job = kind === 'export' ? requestJobs.export : kind === 'erasure' ? requestJobs.erase : undefined;
    if (job !== undefined) await this.jobs.enqueue(manager, job, { requestId: id }, { key: id });
  }
}
