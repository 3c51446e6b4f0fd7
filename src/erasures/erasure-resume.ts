import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HoldReleaseListener } from '../holds/hold-release-listener.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { requestJobs } from '../requests/request-jobs.js';
import { KeptRecords } from './kept-records.js';

/** Erasures that a hold had deferred go on by themselves once it is released (I2). */
@Injectable()
export class ErasureResume extends HoldReleaseListener {
  constructor(
    private readonly kept: KeptRecords,
    private readonly jobs: Jobs,
  ) {
    super();
  }

  override async released(manager: EntityManager, holdId: string): Promise<void> {
    for (const requestId of await this.kept.requestsKeptBy(manager, holdId)) {
      await this.jobs.enqueue(manager, requestJobs.erase, { requestId }, { key: requestId });
    }
  }
}
