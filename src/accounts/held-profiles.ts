import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Actor } from '../audit/audit-entry.js';
import { HeldVersions } from '../holds/held-versions.js';
import { HoldGate } from '../holds/hold-rules.js';
import { PersonAddresses } from '../persons/person-addresses.js';
import { type Account } from './account.js';
import { Accounts, type LockedAccount } from './accounts.js';

/** The portal as its own source. */
const SOURCE = 'portal';

/** Fields of an account that an edit can take a value from, as the portal's data map names them. */
export type ProfileField = 'email' | 'displayName' | 'website' | 'about' | 'locale';

/** Sees to it that an edit takes nothing away that a legal hold keeps. */
@Injectable()
export class HeldProfiles {
  constructor(
    private readonly gate: HoldGate,
    private readonly versions: HeldVersions,
    private readonly addresses: PersonAddresses,
    private readonly accounts: Accounts,
  ) {}

  /** Locks the account for an edit, behind the gate: in this order, since whoever erases takes them in this order. */
  async lock(manager: EntityManager, accountId: string): Promise<LockedAccount | undefined> {
    await this.gate.pass(manager, [SOURCE]);
    return this.accounts.lock(manager, accountId);
  }

  /** Keeps what held fields of the locked account hold now, before the edit. Whoever did not pass the gate passes it here. */
  async keep(
    manager: EntityManager,
    account: Account,
    fields: readonly ProfileField[],
    editor: Actor,
  ): Promise<void> {
    await this.gate.pass(manager, [SOURCE]);
    const known = await this.addresses.of(manager, account.personId);
    await this.versions.keep(manager, {
      source: SOURCE,
      collection: 'account',
      key: [account.id],
      at: account.createdAt,
      addresses: [...known, account.email],
      values: Object.fromEntries(fields.map((field) => [field, account[field]])),
      editor,
      subject: { type: 'account', id: account.id },
    });
  }
}
