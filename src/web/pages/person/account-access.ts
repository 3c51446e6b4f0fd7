import { Injectable } from '@nestjs/common';
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

  endEverywhere(accountId: string, origin: Origin): Promise<void> {
    return this.signOut.endEverywhere(accountId, origin);
  }
}
