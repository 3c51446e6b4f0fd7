import { Injectable } from '@nestjs/common';
import { type Origin } from '../../platform/http/origin.js';
import { callerNetwork, type RateLimit, RateLimits } from '../../platform/limits/rate-limits.js';
import { unprovenMails } from '../../requests/mail-limits.js';

const HOUR = 3_600_000;
const guestsByCaller: RateLimit = { name: 'guest_request', points: 120, window: HOUR };
const byAccount: RateLimit = { name: 'account_request', points: 120, window: HOUR };
const messagesOfCase: RateLimit = { name: 'case_message', points: 30, window: HOUR };
const choicesByCaller: RateLimit = { name: 'cookie_choice', points: 600, window: HOUR };
const evidenceByAccount: RateLimit = { name: 'evidence', points: 12, window: HOUR };
const uploadsByAccount: RateLimit = { name: 'upload', points: 120, window: HOUR };

/** How much one caller may hand in. */
@Injectable()
export class RequestLimits {
  constructor(private readonly limits: RateLimits) {}

  /** @throws Problem 429 */
  async account(accountId: string): Promise<void> {
    await this.limits.take({ limit: byAccount, by: accountId });
  }

  /** Each message mails the office. @throws Problem 429 */
  async message(reference: string): Promise<void> {
    await this.limits.take({ limit: messagesOfCase, by: reference });
  }

  /** Each answer to the cookie banner is a row that stays; many people may share an address. @throws Problem 429 */
  async choice(origin: Origin): Promise<void> {
    await this.limits.take({ limit: choicesByCaller, by: callerNetwork(origin.ip) });
  }

  /** @throws Problem 429 */
  async upload(accountId: string): Promise<void> {
    await this.limits.take({ limit: uploadsByAccount, by: accountId });
  }

  /**
   * Whether the address may get one more mail today. Where it may not, the caller is not told and the request is taken
   * all the same: the links in the mails that were sent before still work, so a stranger can block nobody (I6).
   * @throws Problem 429 for the caller's own number of tries
   */
  async guest(origin: Origin, email: string): Promise<boolean> {
    await this.caller(origin);
    return this.limits.allows(unprovenMails(email));
  }

  /** @throws Problem 429 */
  async caller(origin: Origin): Promise<void> {
    await this.limits.take({ limit: guestsByCaller, by: callerNetwork(origin.ip) });
  }

  /** Checks of every promise of the policy, 12 an hour. @throws Problem 429 */
  async evidence(accountId: string): Promise<void> {
    await this.limits.take({ limit: evidenceByAccount, by: accountId });
  }
}
