import { defineJob } from '../platform/jobs/define-job.js';

/** Left with a new version of the policy; `accounts`, which knows the members, tells them. */
export const tellOfPolicy = defineJob<{ readonly version: string }>('policy.tell', {
  attempts: 20,
  backoff: 60_000,
  longestPause: 3_600_000,
});
