import { type JobDefinition } from '../jobs/job.js';

/** Sends one mail of the outbox. Twelve tries, the last about 17 hours after the first. */
export const sendMail: JobDefinition<{ readonly mail: string }> = {
  name: 'mail.send',
  options: { attempts: 12, backoff: 30_000 },
};

/** Deletes what is left of old mails. */
export const purgeMails: JobDefinition<Record<string, never>> = {
  name: 'mail.purge',
  options: { attempts: 3, backoff: 60_000, every: 6 * 3_600_000 },
};
