import { defineJob } from '../platform/jobs/define-job.js';

export const restJobs = {
  /** Takes what still goes of an erasure that was taken back, as far as holds let it. */
  erase: defineJob<{ readonly erasureId: string }>('erasure.rest', { attempts: 12, backoff: 60_000 }),
} as const;
