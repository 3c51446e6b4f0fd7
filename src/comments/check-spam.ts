import { defineJob } from '../platform/jobs/define-job.js';

/** Which text of which comment to ask about. */
export interface SpamCheckTask {
  readonly commentId: string;
  readonly round: number;
}

/** Asks the spam check, and decides then. */
export const checkSpam = defineJob<SpamCheckTask>('comments.check_spam', { attempts: 4, backoff: 3_000 });
