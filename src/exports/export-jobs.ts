import { defineJob } from '../platform/jobs/define-job.js';

export const exportJobs = {
  /** Deletes bundles whose time is over, and objects that belong to nothing. */
  cleanUp: defineJob<object>('export.clean_up', { attempts: 3, backoff: 60_000, every: 600_000 }),
};
