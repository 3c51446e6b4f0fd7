import { type JobDefinition, type JobOptions } from './job.js';

const catalogue = new Map<string, JobDefinition<never>>();

/**
 * Names a kind of job, once in the whole program.
 * @throws Error where the name is taken
 */
export function defineJob<Payload extends object>(name: string, options: JobOptions): JobDefinition<Payload> {
  if (catalogue.has(name)) throw new Error(`The job ${name} is defined twice.`);
  const definition: JobDefinition<Payload> = { name, options };
  catalogue.set(name, definition as JobDefinition<never>);
  return definition;
}

/** Every kind of job that the loaded rooms define. */
export function definedJobs(): ReadonlyMap<string, JobDefinition<never>> {
  return catalogue;
}
