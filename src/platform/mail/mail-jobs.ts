import { defineJob } from '../jobs/define-job.js';

/**
 * Sends one mail of the outbox. The pauses between tries grow to half a day; the last of 24 tries comes 6 days and 17
 * hours after the first, within the time for which an address may wait for its last mail.
 */
export const sendMail = defineJob<{ readonly mail: string }>('mail.send', {
  attempts: 24,
  backoff: 30_000,
  longestPause: 43_200_000,
});
