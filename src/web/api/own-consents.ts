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
    const account = await this.accounts.byId(this.database.manager, accountId);
    if (account === undefined) throw notFound();
    return this.consents.history(account.personId, limit, cursor);
  }
}
