import { Global, type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { type JobHandler } from '../../../../src/platform/jobs/job.js';
import { JobWorker } from '../../../../src/platform/jobs/job-worker.js';
import { Jobs } from '../../../../src/platform/jobs/jobs.js';
import { JobsModule } from '../../../../src/platform/jobs/jobs.module.js';
import { WorkerOptions } from '../../../../src/platform/jobs/worker-options.js';

/** One process's jobs room, with handlers of the test's own. */
export interface WorkerApp {
  readonly context: INestApplicationContext;
  readonly database: DataSource;
  readonly jobs: Jobs;
  readonly worker: JobWorker;
  close(): Promise<void>;
}

export async function openWorkerApp(
  url: string,
  handlers: readonly Type<JobHandler<never>>[],
  options: Partial<WorkerOptions> = {},
): Promise<WorkerApp> {
  const database = await new DataSource({ type: 'postgres', url }).initialize();
  @Global()
  @Module({ providers: [{ provide: DataSource, useValue: database }], exports: [DataSource] })
  class TestDatabaseModule {}
  @Module({ imports: [TestDatabaseModule, JobsModule], providers: [...handlers] })
  class TestModule {}
  const context = await NestFactory.createApplicationContext(TestModule, {
    logger: false,
    abortOnError: false,
  });
  Object.assign(context.get(WorkerOptions), options);
  return {
    context,
    database,
    jobs: context.get(Jobs),
    worker: context.get(JobWorker),
    close: async () => {
      await context.close();
      await database.destroy();
    },
  };
}
