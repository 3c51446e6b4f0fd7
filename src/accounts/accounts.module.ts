import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { AuditProofModule } from '../audit/audit-proof.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { LimitsModule } from '../platform/limits/limits.module.js';
import { Account } from './account.js';
import { AdminAddressesModule } from './account-admin-addresses.js';
import { AccountClosing } from './account-closing.js';
import { AccountMails } from './account-mails.js';
import { AccountOpening } from './account-opening.js';
import { AccountTokens } from './account-tokens.js';
import { Accounts } from './accounts.js';
import { AccountsAdmin } from './accounts-admin.js';
import { AccountsSweep, RegistrationTraces } from './accounts-sweep.js';
import { AddressChangeMailHandler } from './address-change-mail.js';
import { AddressChanges, AddressTakeover } from './address-changes.js';
import { FirstAdmin } from './first-admin.js';
import { FormerAddress } from './former-address.js';
import { HashingSlots } from './hashing-slots.js';
import { HeldProfiles } from './held-profiles.js';
import { CheckpointMailing, LogMails, LogWatch } from './log-mails.js';
import { OfficeEdits } from './office-edits.js';
import { Passwords } from './passwords.js';
import { PeopleSearch } from './people-search.js';
import { PersonAccounts } from './person-accounts.js';
import { PolicyMails } from './policy-mails.js';
import { PromiseMails } from './promise-mails.js';
import { ProfileEdits, Profiles } from './profiles.js';
import { RegistrationConfirmation } from './registration-confirmation.js';
import { RegistrationMailHandler } from './registration-mail.js';
import { Registrations, RegistrationWork } from './registrations.js';

/** People with an account: how they get one, and what it says about them. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Account]),
    AdminAddressesModule,
    AuditModule,
    AuditProofModule,
    HoldsModule,
    PersonsModule,
    LimitsModule,
  ],
  providers: [
    AccountClosing,
    AccountMails,
    AccountOpening,
    Accounts,
    AccountsAdmin,
    AccountsSweep,
    RegistrationTraces,
    AccountTokens,
    AddressChangeMailHandler,
    AddressChanges,
    AddressTakeover,
    CheckpointMailing,
    FirstAdmin,
    FormerAddress,
    HashingSlots,
    HeldProfiles,
    LogMails,
    LogWatch,
    OfficeEdits,
    Passwords,
    PeopleSearch,
    PersonAccounts,
    PolicyMails,
    ProfileEdits,
    Profiles,
    PromiseMails,
    RegistrationConfirmation,
    RegistrationMailHandler,
    Registrations,
    RegistrationWork,
  ],
  exports: [
    AccountClosing,
    Accounts,
    AccountsAdmin,
    AccountTokens,
    AddressChanges,
    AddressTakeover,
    FirstAdmin,
    LogMails,
    OfficeEdits,
    Passwords,
    PeopleSearch,
    PersonAccounts,
    ProfileEdits,
    Profiles,
    PromiseMails,
    RegistrationConfirmation,
    Registrations,
  ],
})
export class AccountsModule {}
