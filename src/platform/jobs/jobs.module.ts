import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobHandlers } from './job-handlers.js';
import { JobPool } from './job-pool.js';
import { JobSweep } from './job-sweep.js';
import { JobWorker } from './job-worker.js';
import { Jobs } from './jobs.js';
import { NudgeQueue } from './nudge-queue.js';
import { RecurringTasks } from './recurring-tasks.js';
import { TaskOverview } from './task-overview.js';
import { TaskRows } from './task-rows.js';
import { TaskRunner } from './task-runner.js';
import { TaskSlots } from './task-slots.js';
import { WorkerOptions } from './worker-options.js';

/** Work that outlives the call that asked for it. The process's wiring starts the worker where its role has one. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    JobHandlers,
    JobPool,
    Jobs,
    JobSweep,
    JobWorker,
    NudgeQueue,
    RecurringTasks,
    TaskOverview,
    TaskRows,
    TaskRunner,
    TaskSlots,
    WorkerOptions,
  ],
  exports: [JobHandlers, Jobs, JobWorker, TaskOverview],
})
export class JobsModule {}
