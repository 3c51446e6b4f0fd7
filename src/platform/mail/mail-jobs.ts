import { defineJob } from '../jobs/define-job.js';

/** Sends one mail of the outbox. Twelve tries, the last about 17 hours after the first. */
export const sendMail = defineJob<{ readonly mail: string }>('mail.send', { attempts: 12, backoff: 30_000 });
