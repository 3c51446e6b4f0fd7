import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { CommentHiding } from '../comments/comment-hiding.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { requestJobs } from './request-jobs.js';
import { type SubjectRequest } from './subject-request.js';

/** What a case brought about outside its own rows, and what becomes of it when the case ends. */
@Injectable()
export class CaseEffects {
  constructor(
    private readonly hiding: CommentHiding,
    private readonly jobs: Jobs,
  ) {}

  /** Bundles go, and comments that were hidden show again. */
  async undo(
    manager: EntityManager,
    requests: readonly Pick<SubjectRequest, 'id' | 'kind'>[],
  ): Promise<void> {
    await this.hiding.show(
      manager,
      requests.map(({ id }) => id),
    );
    for (const { id, kind } of requests) {
      if (kind !== 'export') continue;
      await this.jobs.enqueue(manager, requestJobs.bundleDiscard, { requestId: id }, { key: id });
    }
  }
}
