import { defineJob } from '../platform/jobs/define-job.js';

export const holdJobs = {
  /** Puts a confirmed release into effect once its time has come. */
  release: defineJob<{ readonly holdId: string }>('hold.release', { attempts: 12, backoff: 5_000 }),
  /** Lets a hold come into force that waits for batches in other databases. */
  force: defineJob<{ readonly holdId: string }>('hold.force', {
    // As long as it takes: nothing else would ever say that it is in force.
    attempts: 100_000,
    backoff: 5_000,
    longestPause: 60_000,
  }),
  /** Mails the admins about holds whose review date has come. */
  reviewDue: defineJob<Record<string, never>>('hold.review_due', {
    attempts: 5,
    backoff: 60_000,
    every: 86_400_000,
  }),
} as const;
