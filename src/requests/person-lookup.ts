import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../accounts/accounts.js';
import { DisownedRows } from '../persons/disowned-rows.js';
import { PersonLooks } from '../persons/person-looks.js';
import { type RowsByPlace } from '../sources/left-rows.js';
import { PersonAddresses } from '../persons/person-addresses.js';
import { Persons } from '../persons/persons.js';

/** Where a person's data are looked for, and by which addresses holds know them. */
export interface FoundPerson {
  /** Confirmed now; where nobody has an account with the address, the address itself. */
  readonly emails: readonly string[];
  /** All that are or ever were theirs. */
  readonly addresses: readonly string[];
  /** Rows that they say are not theirs. */
  readonly notTheirs?: RowsByPlace;
}

/** Finds by an address whom a request from there would be about, without making one. */
@Injectable()
export class PersonLookup {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly persons: Persons,
    private readonly addresses: PersonAddresses,
    private readonly looks: PersonLooks,
    private readonly disowned: DisownedRows,
  ) {}

  async find(email: string): Promise<FoundPerson> {
    const { manager } = this.database;
    const account = await this.accounts.byEmail(manager, email);
    const personId = account?.personId ?? (await this.looks.byEmail(manager, email));
    const notTheirs = personId === undefined ? undefined : await this.disowned.of(manager, personId);
    if (account === undefined) return { emails: [email], addresses: [email], notTheirs };
    return {
      notTheirs,
      emails: await this.persons.verifiedEmails(manager, account.personId),
      addresses: await this.addresses.of(manager, account.personId),
    };
  }
}
