import { Injectable, type Type } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Handles } from '../../../../src/platform/jobs/handles.js';
import { type JobDefinition, type JobHandler, type TaskRun } from '../../../../src/platform/jobs/job.js';

export interface Acts<Payload> {
  run(task: TaskRun<Payload>, database: DataSource): Promise<unknown>;
  gaveUp?(payload: Payload, manager: EntityManager, error: unknown): Promise<unknown>;
}

/** A provider that runs the job as the test says. */
export function handlerOf<Payload extends object>(
  job: JobDefinition<Payload>,
  acts: Acts<Payload>,
): Type<JobHandler<never>> {
  @Injectable()
  @Handles(job)
  class MadeHandler implements JobHandler<Payload> {
    constructor(private readonly database: DataSource) {}

    async run(task: TaskRun<Payload>): Promise<void> {
      await acts.run(task, this.database);
    }

    async gaveUp(payload: Payload, manager: EntityManager, error: unknown): Promise<void> {
      await acts.gaveUp?.(payload, manager, error);
    }
  }
  return MadeHandler;
}
