import { defineJob } from '../platform/jobs/define-job.js';

/** The stop link of an account was used: what it asked for and did not get yet must not be handed out. */
export const accountStopped = defineJob<{ readonly accountId: string }>('auth.account_stopped', {
  attempts: 20,
  backoff: 5_000,
});
