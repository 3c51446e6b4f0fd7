import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HoldReleaseListener } from '../holds/hold-release-listener.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { requestJobs } from '../requests/request-jobs.js';
import { KeptRecords } from './kept-records.js';
import { restJobs } from './rest-jobs.js';
import { RestRows } from './rest-rows.js';

/** Erasures that a hold had deferred go on by themselves once it is released (I2), and so does the rest of one that was taken back. */
@Injectable()
export class ErasureResume extends HoldReleaseListener {
  constructor(
    private readonly kept: KeptRecords,
    private readonly rests: RestRows,
    private readonly jobs: Jobs,
  ) {
    super();
  }

  override async released(manager: EntityManager, holdId: string): Promise<void> {
    for (const requestId of await this.kept.requestsKeptBy(manager, holdId)) {
      await this.jobs.enqueue(manager, requestJobs.erase, { requestId }, { key: requestId });
    }
    for (const erasureId of await this.rests.keptBy(manager, holdId)) {
      await this.jobs.enqueue(manager, restJobs.erase, { erasureId }, { key: erasureId });
    }
  }
}
