import { Injectable } from '@nestjs/common';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { Sessions, type SessionSummary } from '../../../auth/sessions.js';
import { SignOut } from '../../../auth/sign-out.js';
import { type Origin } from '../../../platform/http/origin.js';

/** The sessions of an account. */
@Injectable()
export class AccountAccess {
  constructor(
    private readonly sessions: Sessions,
    private readonly signOut: SignOut,
  ) {}

  sessionsOf(accountId: string): Promise<SessionSummary[]> {
    return this.sessions.list(accountId);
  }

  /** @returns whether it is the caller's own one @throws Problem 404 */
  endOne(caller: AccountPrincipal, sessionId: string, origin: Origin): Promise<boolean> {
    return this.signOut.endOne(caller, sessionId, origin);
  }

  endEverywhere(accountId: string, origin: Origin): Promise<void> {
    return this.signOut.endEverywhere(accountId, origin);
  }
}
