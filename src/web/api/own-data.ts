import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../../accounts/accounts.js';
import { DisownedRows } from '../../persons/disowned-rows.js';
import { Persons } from '../../persons/persons.js';
import { notFound } from '../../platform/http/problem.js';
import { HeldCounts, type HeldInSource } from '../../sources/held-counts.js';
import { LeftRows } from '../../sources/left-rows.js';

/** What is held of whoever is signed in, found by the addresses they confirmed. */
@Injectable()
export class OwnData {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly persons: Persons,
    private readonly disowned: DisownedRows,
    private readonly left: LeftRows,
    private readonly counts: HeldCounts,
  ) {}

  /** Of how many records they said that these are not theirs. */
  async notMine(accountId: string): Promise<number> {
    const { manager } = this.database;
    const account = await this.accounts.byId(manager, accountId);
    const said = account === undefined ? [] : await this.disowned.counts(manager, account.personId);
    return said.reduce((sum, { rows }) => sum + rows, 0);
  }

  async of(accountId: string): Promise<HeldInSource[]> {
    const account = await this.accounts.byId(this.database.manager, accountId);
    if (account === undefined) throw notFound();
    const emails = await this.persons.verifiedEmails(this.database.manager, account.personId);
    const left = await this.left.of(this.database.manager, emails);
    const notTheirs = await this.disowned.of(this.database.manager, account.personId);
    return this.counts.of({ emails, left, notTheirs });
  }
}
