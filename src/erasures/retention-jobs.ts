import { defineJob } from '../platform/jobs/define-job.js';

export const retentionJobs = {
  /** Goes on with an erasure once the first retention that defers it is over. */
  end: defineJob<{ readonly requestId: string }>('erasure.retention_end', {
    attempts: 12,
    backoff: 60_000,
  }),
  /** Finds those whose task was lost. */
  sweep: defineJob<Record<string, never>>('erasure.retentions_due', {
    attempts: 5,
    backoff: 60_000,
    every: 86_400_000,
  }),
  /** Mails the admins about what is kept without an end and whose review date has come. */
  reviewDue: defineJob<Record<string, never>>('erasure.retention_review_due', {
    attempts: 5,
    backoff: 60_000,
    every: 86_400_000,
  }),
} as const;
