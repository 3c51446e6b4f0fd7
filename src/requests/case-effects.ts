import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { CommentHiding } from '../comments/comment-hiding.js';
import { type JobDefinition } from '../platform/jobs/job.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { type RequestKind } from '../policy/request-kinds.js';
import { requestJobs } from './request-jobs.js';
import { type Lifting, RestrictionEnd } from './restriction-end.js';
import { type SubjectRequest } from './subject-request.js';

/** How the rooms above undo what they did for a case. */
const DISCARD: Partial<Record<RequestKind, JobDefinition<{ requestId: string }>>> = {
  export: requestJobs.bundleDiscard,
  erasure: requestJobs.erasureDiscard,
};

/** What a case brought about outside its own rows, and what becomes of it when the case ends. */
@Injectable()
export class CaseEffects {
  constructor(
    private readonly hiding: CommentHiding,
    private readonly restrictions: RestrictionEnd,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Bundles go, and what erasures knew of whom they were about; restrictions end, and comments that were hidden show again.
   * @param lifting who ends restrictions by it
   */
  async undo(manager: EntityManager, requests: readonly SubjectRequest[], lifting: Lifting): Promise<void> {
    await this.hiding.show(
      manager,
      requests.map(({ id }) => id),
    );
    for (const request of requests) {
      const { id, kind } = request;
      if (kind === 'restriction') await this.restrictions.end(manager, request, lifting);
      const discard = DISCARD[kind];
      if (discard !== undefined) await this.jobs.enqueue(manager, discard, { requestId: id }, { key: id });
    }
  }
}
