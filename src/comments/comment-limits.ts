import { Injectable } from '@nestjs/common';
import { type Origin } from '../platform/http/origin.js';
import { callerNetwork, type RateLimit, RateLimits } from '../platform/limits/rate-limits.js';
import { foldAddress } from '../platform/text/fold-address.js';

const HOUR = 3_600_000;
const byCaller: RateLimit = { name: 'comment', points: 60, window: HOUR };
const byAccount: RateLimit = { name: 'account_comment', points: 60, window: HOUR };
const byAddress: RateLimit = { name: 'address_comment', points: 20, window: HOUR };
const searches: RateLimit = { name: 'comment_search', points: 120, window: HOUR };

/** How many comments come from one caller, one account and one address. */
@Injectable()
export class CommentLimits {
  constructor(private readonly limits: RateLimits) {}

  /**
   * Counts a comment. Callers and accounts that write too many are refused. An address is not: anybody can type it, so its
   * owner would be silenced by strangers; its comments wait.
   * @returns whether too many came under a guest's address
   * @throws Problem 429
   */
  async take(origin: Origin, who: { accountId?: string; email?: string }): Promise<boolean> {
    const { accountId, email } = who;
    await this.limits.take(
      { limit: byCaller, by: callerNetwork(origin.ip) },
      ...(accountId === undefined ? [] : [{ limit: byAccount, by: accountId }]),
    );
    if (accountId !== undefined || email === undefined) return false;
    return !(await this.limits.allows({ limit: byAddress, by: foldAddress(email) }));
  }

  /** @throws Problem 429 */
  async search(accountId: string): Promise<void> {
    await this.limits.take({ limit: searches, by: accountId });
  }
}
