import { defineJob } from '../platform/jobs/define-job.js';

/** A call for a password reset, as it lies sealed until a worker looks at it. */
export interface ResetAsk {
  readonly email: string;
  readonly ip?: string;
  readonly userAgent?: string;
}

/** Purpose under which `Sealer` seals a call; the context is the row's id. */
export const RESET_ASK_SEAL = 'reset_ask';

/** Looks whether the address is an account's, and mails the link. */
export const answerResetAsk = defineJob<{ readonly askId: string }>('auth.answer_reset_ask', {
  attempts: 5,
  backoff: 5_000,
});
