import { SetMetadata } from '@nestjs/common';
import { type JobDefinition, type JobHandler } from './job.js';

export const HANDLES = 'athar:handles';

/** Marks the provider that runs a kind of job. Each kind has exactly one. */
export function Handles<Payload>(
  job: JobDefinition<Payload>,
): (target: new (...args: never[]) => JobHandler<Payload>) => void {
  return (target) => SetMetadata(HANDLES, job)(target);
}
