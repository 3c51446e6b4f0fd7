import { type AuditAction, type AuditOutcome } from '../../audit/audit-entry.js';

/** How often a kind of event stands in the log, of a thousand. */
export interface EventKind {
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly actorType: 'account' | 'request' | 'system' | 'anonymous';
  /** Whom it is about, where that is not the actor. */
  readonly about?: 'account' | 'request';
  readonly share: number;
  /** Canonical JSON. */
  readonly detail: string;
}

export const KIND_SLOTS = 1000;

const success = 'success';

/** A busy site's log: mostly people who come and go, mails, and few decisions. */
export const EVENT_KINDS: readonly EventKind[] = [
  {
    action: 'auth.logged_in',
    outcome: success,
    actorType: 'account',
    share: 440,
    detail: '{"method":"password"}',
  },
  {
    action: 'mail.sent',
    outcome: success,
    actorType: 'system',
    about: 'account',
    share: 160,
    detail: '{"kind":"notice"}',
  },
  { action: 'auth.logged_out', outcome: success, actorType: 'account', share: 100, detail: '{}' },
  { action: 'account.viewed', outcome: success, actorType: 'account', share: 100, detail: '{}' },
  {
    action: 'auth.login_failed',
    outcome: 'failure',
    actorType: 'anonymous',
    about: 'account',
    share: 80,
    detail: '{}',
  },
  { action: 'comment.posted', outcome: success, actorType: 'account', share: 60, detail: '{}' },
  {
    action: 'request.submitted',
    outcome: success,
    actorType: 'request',
    share: 15,
    detail: '{"kind":"export"}',
  },
  {
    action: 'request.confirmed',
    outcome: success,
    actorType: 'request',
    share: 15,
    detail: '{"kind":"export"}',
  },
  { action: 'auth.access_denied', outcome: 'denied', actorType: 'account', share: 10, detail: '{}' },
  {
    action: 'request.viewed',
    outcome: success,
    actorType: 'account',
    about: 'request',
    share: 8,
    detail: '{}',
  },
  {
    action: 'export.built',
    outcome: success,
    actorType: 'system',
    about: 'request',
    share: 5,
    detail: '{"records":12}',
  },
  {
    action: 'request.approved',
    outcome: success,
    actorType: 'account',
    about: 'request',
    share: 4,
    detail: '{}',
  },
  {
    action: 'erasure.executed',
    outcome: success,
    actorType: 'system',
    about: 'request',
    share: 2,
    detail: '{}',
  },
  { action: 'hold.placed', outcome: success, actorType: 'account', share: 1, detail: '{}' },
];
