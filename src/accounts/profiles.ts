import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { type Origin } from '../platform/http/origin.js';
import { notFound } from '../platform/http/problem.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { RateLimits } from '../platform/limits/rate-limits.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { retention } from '../policy/retention.js';
import { Account } from './account.js';
import { type ProfileChanges } from './account-fields.js';
import { addressChangeLimits } from './account-limits.js';
import { Accounts, type LockedAccount } from './accounts.js';
import { AccountTokens } from './account-tokens.js';
import { mailAddressChange } from './address-change-mail.js';
import { HeldProfiles } from './held-profiles.js';
import { SIMPLE_FIELDS, type SimpleField } from './simple-fields.js';
import { refuseOutlivedProof } from './outlived-proof.js';

/** Who looks at a profile or edits it: its owner, or an admin with a reason (P21). */
export interface ProfileVisitor {
  readonly accountId: string;
  readonly origin: Origin;
  readonly reason?: string;
  /** When its owner gave the password: a change of address counts on it. */
  readonly provenAt?: Date;
}

/** Everything a profile holds (P18). */
export interface Profile {
  readonly account: Account;
  /** A new address that waits to be confirmed. */
  readonly pendingEmail: string | null;
}

/** The fields that a look at a profile shows, as the log names them. */
const SHOWN = ['username', 'email', ...SIMPLE_FIELDS];

/** What an edit writes, and the events of looks and edits. */
@Injectable()
export class ProfileEdits {
  constructor(
    private readonly tokens: AccountTokens,
    private readonly jobs: Jobs,
    private readonly log: AuditLog,
    private readonly clock: Clock,
    private readonly held: HeldProfiles,
  ) {}

  /** The account to edit. */
  lock(manager: EntityManager, subjectId: string): Promise<LockedAccount | undefined> {
    return this.held.lock(manager, subjectId);
  }

  async viewed(manager: EntityManager, visitor: ProfileVisitor, subjectId: string): Promise<void> {
    await this.log.append(manager, {
      action: 'account.viewed',
      ...people(visitor, subjectId),
      detail: { fields: SHOWN },
      values: valuesOf(visitor),
    });
  }

  /** @returns the simple fields that are now another value */
  async apply(
    manager: EntityManager,
    visitor: ProfileVisitor,
    account: Account,
    changes: ProfileChanges,
  ): Promise<readonly SimpleField[]> {
    const { email } = changes;
    const fields = SIMPLE_FIELDS.filter(
      (field) => changes[field] !== undefined && changes[field] !== account[field],
    );
    if (fields.length > 0) {
      const values = Object.fromEntries(fields.map((field) => [field, changes[field]]));
      await this.held.keep(manager, account, fields, people(visitor, account.id).actor);
      await manager.update(Account, { id: account.id }, { ...values, updatedAt: this.clock.now() });
      await this.log.append(manager, {
        action: 'account.changed',
        ...people(visitor, account.id),
        detail: { fields },
        values: valuesOf(visitor),
      });
    }
    if (email !== undefined && foldAddress(email) !== foldAddress(account.email)) {
      await this.askForAddress(manager, visitor, account.id, email);
    }
    return fields;
  }

  private async askForAddress(
    manager: EntityManager,
    visitor: ProfileVisitor,
    accountId: string,
    email: string,
  ): Promise<void> {
    const tokenId = await this.tokens.announce(manager, accountId, email, retention.addressChange);
    await this.log.append(manager, {
      action: 'auth.address_change_requested',
      ...people(visitor, accountId),
      values: { ...valuesOf(visitor), email },
    });
    await this.jobs.enqueue(manager, mailAddressChange, { tokenId });
  }
}

/** Shows and edits profiles. */
@Injectable()
export class Profiles {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly tokens: AccountTokens,
    private readonly limits: RateLimits,
    private readonly edits: ProfileEdits,
  ) {}

  /** An admin's look at somebody else's profile is an event. @throws Problem 404 */
  async view(visitor: ProfileVisitor, subjectId: string): Promise<Profile> {
    const account = await this.database.transaction(async (manager) => {
      const found = await this.accounts.byId(manager, subjectId);
      if (found === undefined) throw notFound();
      if (visitor.accountId !== subjectId) await this.edits.viewed(manager, visitor, subjectId);
      return found;
    });
    return { account, pendingEmail: await this.tokens.pendingEmail(subjectId) };
  }

  /**
   * Fields that are left out stay as they are; null erases at once (P20). A new address is not in use before the link in
   * the mail to it is; whether it is known here makes no difference that whoever asks could see.
   * @throws Problem 404; 403 for a new address where the password or the address was changed since the owner signed in;
   * 429 where addresses are changed too often
   */
  async edit(visitor: ProfileVisitor, subjectId: string, changes: ProfileChanges): Promise<Profile> {
    if (changes.email !== undefined) {
      await this.limits.take(...addressChangeLimits(visitor.accountId, changes.email));
    }
    await this.database.transaction(async (manager) => {
      const locked = await this.edits.lock(manager, subjectId);
      if (locked === undefined) throw notFound();
      const { provenAt } = visitor;
      if (changes.email !== undefined && provenAt !== undefined)
        refuseOutlivedProof(locked.account, provenAt);
      await this.edits.apply(manager, visitor, locked.account, changes);
    });
    const account = await this.accounts.byId(this.database.manager, subjectId);
    if (account === undefined) throw notFound();
    return { account, pendingEmail: await this.tokens.pendingEmail(subjectId) };
  }
}

function people(visitor: ProfileVisitor, subjectId: string) {
  return {
    actor: { type: 'account', id: visitor.accountId },
    subject: { type: 'account', id: subjectId },
  } as const;
}

function valuesOf(visitor: ProfileVisitor) {
  return { ip: visitor.origin.ip, userAgent: visitor.origin.userAgent, reason: visitor.reason };
}
