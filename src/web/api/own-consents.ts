import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../../accounts/accounts.js';
import { type Consent, Consents } from '../../consent/consents.js';
import { notFound } from '../../platform/http/problem.js';

/** The consents of whoever is signed in. */
@Injectable()
export class OwnConsents {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly consents: Consents,
  ) {}

  /** The latest first. */
  async of(
    accountId: string,
    limit: number,
    cursor?: string,
  ): Promise<{ items: Consent[]; next: string | null }> {
    return this.consents.history(await this.personOf(accountId), limit, cursor);
  }

  /** Those that count now, one of each purpose, the latest first. */
  async inForce(accountId: string): Promise<Consent[]> {
    return this.consents.inForce(await this.personOf(accountId));
  }

  private async personOf(accountId: string): Promise<string> {
    const account = await this.accounts.byId(this.database.manager, accountId);
    if (account === undefined) throw notFound();
    return account.personId;
  }
}
