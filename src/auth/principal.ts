import { type Role } from '../accounts/account.js';
import { type PersonRef } from '../audit/audit-entry.js';
import { forbidden } from '../platform/http/problem.js';
import { type Locale } from '../platform/i18n/locale.js';
import { retention } from '../policy/retention.js';
import { LASTS } from '../policy/written.js';

/** Somebody with an account, signed in by password or calling with a token. */
export interface AccountPrincipal {
  readonly type: 'account';
  readonly accountId: string;
  readonly role: Role;
  /** The account's own language. */
  readonly locale: Locale;
  /** Absent for a caller with a token. */
  readonly sessionId?: string;
  /** When the password was last given; for a caller with a token, when the token was made. */
  readonly authenticatedAt: Date;
  readonly via: 'session' | 'bearer';
}

/** Whoever opened one request by the link in its mail, and may see that request alone. */
export interface RequestPrincipal {
  readonly type: 'request';
  readonly requestId: string;
  /** Opened by the link in an erasure's last mail: sees the request and changes nothing. */
  readonly readOnly: boolean;
  readonly sessionId: string;
  /** When the link was opened. */
  readonly authenticatedAt: Date;
}

/** Who calls. */
export type Principal = AccountPrincipal | RequestPrincipal;

/** How the log names the caller. */
export function actorOf(principal: Principal): PersonRef {
  return principal.type === 'account'
    ? { type: 'account', id: principal.accountId }
    : { type: 'request', id: principal.requestId };
}

/** Whether the caller proved who they are within the last 15 minutes. A token proves nothing new, however young. */
export function isRecent(principal: Principal, now: Date): boolean {
  if (principal.type === 'account' && principal.via === 'bearer') return false;
  return now.getTime() - principal.authenticatedAt.getTime() < retention.stepUp;
}

/** @throws Problem 403 `step-up-required` where the proof is older than 15 minutes, or the caller came with a token */
export function requireRecent(principal: Principal, now: Date): void {
  if (!isRecent(principal, now)) {
    throw forbidden(
      'step-up-required',
      `Prove again that it is you: this needs a sign-in newer than ${LASTS.stepUp}.`,
    );
  }
}
