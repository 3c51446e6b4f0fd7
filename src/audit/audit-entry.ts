/** What happened, dotted and in the past tense. */
export type AuditAction =
  | 'account.registered'
  | 'account.confirmed'
  | 'account.created'
  | 'account.searched'
  | 'account.viewed'
  | 'account.changed'
  | 'auth.logged_in'
  | 'auth.login_failed'
  | 'auth.logged_out'
  | 'auth.stepped_up'
  | 'auth.password_reset_requested'
  | 'auth.password_reset_completed'
  | 'auth.password_changed'
  | 'auth.address_change_requested'
  | 'auth.address_changed'
  | 'auth.change_stopped'
  | 'auth.access_denied'
  | 'auth.token_created'
  | 'auth.token_revoked'
  | 'article.published'
  | 'article.changed'
  | 'ban.placed'
  | 'ban.lifted'
  | 'comment.posted'
  | 'media.added'
  | 'media.removed'
  | 'policy.published'
  | 'consent.given'
  | 'consent.withdrawn'
  | 'policy.checked'
  | 'retention.purged'
  | 'retention.reviewed'
  | 'comment.checked'
  | 'comment.edited'
  | 'comment.withdrawn'
  | 'comment.viewed'
  | 'comment.searched'
  | 'comment.approved'
  | 'comment.marked_spam'
  | 'comment.trashed'
  | 'comment.restored'
  | 'comment.word_blocked'
  | 'comment.word_unblocked'
  | 'request.submitted'
  | 'request.confirmed'
  | 'request.link_sent'
  | 'request.message_sent'
  | 'request.approved'
  | 'request.refused'
  | 'request.extended'
  | 'request.assigned'
  | 'request.acknowledged'
  | 'request.noted'
  | 'request.searched'
  | 'request.stopped'
  | 'request.withdrawn'
  | 'request.expired'
  | 'request.purged'
  | 'request.failed'
  | 'request.retried'
  | 'request.completed'
  | 'request.deferred'
  | 'request.viewed'
  | 'record.disowned'
  | 'record.reclaimed'
  | 'export.built'
  | 'export.downloaded'
  | 'export.expired'
  | 'erasure.planned'
  | 'erasure.executed'
  | 'erasure.replayed'
  | 'hold.placed'
  | 'hold.in_force'
  | 'hold.viewed'
  | 'hold.searched'
  | 'hold.reviewed'
  | 'hold.release_asked'
  | 'hold.release_confirmed'
  | 'hold.kept'
  | 'hold.released'
  | 'hold.version_kept'
  | 'hold.versions_viewed'
  | 'restriction.placed'
  | 'restriction.executed'
  | 'restriction.lift_announced'
  | 'restriction.kept'
  | 'restriction.lifted'
  | 'source.pinned'
  | 'source.tried'
  | 'audit.searched'
  | 'audit.exported'
  | 'audit.unmasked'
  | 'audit.epoch_opened'
  | 'audit.verified'
  | 'audit.pruned'
  | 'mail.sent'
  | 'mail.failed';

export type AuditOutcome = 'success' | 'failure' | 'denied';

/** An account, or the person behind one request (a guest). Their log pseudonym is random and has no other meaning. */
export interface PersonRef {
  readonly type: 'account' | 'request';
  readonly id: string;
}

/** Who did it: a person, a process of the portal, an operator at the shell, or nobody known. */
export type Actor = PersonRef | { readonly type: 'system' | 'operator' | 'anonymous' };

/** Personal values of an event. Each enters the leaf as a salted digest only; the value itself can be forgotten. */
export type PersonalValues = Partial<
  Readonly<Record<'ip' | 'userAgent' | 'email' | 'username' | 'name' | 'reason' | 'text', string>>
>;

/**
 * One event. `ip` and `userAgent` belong to the actor where that is a person, every other value to the subject (else to
 * the actor). None is kept for longer than `VALUE_RETENTION`, but for holds.
 */
export interface AuditEntry {
  readonly action: AuditAction;
  readonly outcome?: AuditOutcome;
  readonly actor: Actor;
  /** Whom it is about, where that is not the actor. */
  readonly subject?: PersonRef;
  /** The request's reference, `R-7K3F-92QM`. */
  readonly reference?: string;
  /** Enumerations, counts and our own ids only: this part can never be forgotten. */
  readonly detail?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly values?: PersonalValues;
}
