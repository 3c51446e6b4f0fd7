import { Injectable } from '@nestjs/common';
import { ApiTokens, type ApiTokenSummary } from '../../../auth/api-tokens.js';
import { Sessions, type SessionSummary } from '../../../auth/sessions.js';
import { SignOut } from '../../../auth/sign-out.js';
import { type Origin } from '../../../platform/http/origin.js';

/** Whatever lets somebody act for an account: its sessions and its tokens. */
@Injectable()
export class AccountAccess {
  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: ApiTokens,
    private readonly signOut: SignOut,
  ) {}

  async of(accountId: string): Promise<{ sessions: SessionSummary[]; tokens: ApiTokenSummary[] }> {
    return {
      sessions: await this.sessions.list(accountId),
      tokens: await this.tokens.list(accountId),
    };
  }

  endEverywhere(accountId: string, origin: Origin): Promise<void> {
    return this.signOut.endEverywhere(accountId, origin);
  }

  /** @throws Problem 404 */
  revoke(accountId: string, tokenId: string, origin: Origin): Promise<void> {
    return this.tokens.revoke(accountId, tokenId, origin);
  }
}
