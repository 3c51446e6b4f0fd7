import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { definedJobs } from './define-job.js';
import { HANDLES } from './handles.js';
import { type JobDefinition, type JobHandler } from './job.js';

export interface HandledJob {
  readonly definition: JobDefinition<never>;
  readonly handler: JobHandler<object>;
}

/** Which provider runs which job. */
@Injectable()
export class JobHandlers {
  private found: Map<string, HandledJob> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  /** Every job that has a handler here. @throws Error where a job has two, or one that `defineJob` does not know */
  all(): ReadonlyMap<string, HandledJob> {
    this.found ??= this.find();
    return this.found;
  }

  /** @throws Error that names the jobs without a handler, or with two */
  check(): void {
    const missing = [...definedJobs().keys()].filter((name) => !this.all().has(name));
    if (missing.length > 0) throw new Error(`No handler runs the job ${missing.sort().join(', ')}.`);
  }

  private find(): Map<string, HandledJob> {
    const found = new Map<string, HandledJob>();
    const seen = new Set<unknown>();
    for (const { metatype, instance } of this.discovery.getProviders()) {
      if (typeof metatype !== 'function' || typeof instance !== 'object' || seen.has(instance)) continue;
      const job = Reflect.getMetadata(HANDLES, metatype) as JobDefinition<never> | undefined;
      if (job === undefined) continue;
      seen.add(instance);
      if (definedJobs().get(job.name) !== job)
        throw new Error(`The job ${job.name} was not made by defineJob.`);
      if (found.has(job.name)) throw new Error(`Two handlers run the job ${job.name}.`);
      found.set(job.name, { definition: job, handler: instance as JobHandler<object> });
    }
    return found;
  }
}
