import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../../accounts/accounts.js';
import { ChoiceEnds } from '../../consent/choice-ends.js';
import { ChoiceRows } from '../../consent/choice-rows.js';
import { type ConsentNotice } from '../../consent/consent-notice.js';
import { type ConsentRecord } from '../../consent/consent-record-shape.js';
import { type Consent, Consents } from '../../consent/consents.js';
import { notFound } from '../../platform/http/problem.js';

/** The consents of whoever is signed in. */
@Injectable()
export class OwnConsents {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly consents: Consents,
    private readonly choices: ChoiceRows,
    private readonly ends: ChoiceEnds,
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

  /**
   * Takes back what was agreed to for one purpose in the cookie banner, in whichever browser.
   * @throws Problem 404 where there is no such consent in force
   */
  async withdraw(accountId: string, purpose: string): Promise<void> {
    const personId = await this.personOf(accountId);
    if (!(await this.ends.withdrawPurpose({ accountId, personId }, purpose))) throw notFound();
  }

  /** The record of an answer to the banner, with what was shown. @throws Problem 404 for one that is not theirs */
  async record(
    accountId: string,
    choiceId: string,
  ): Promise<{ record: ConsentRecord; shown: ConsentNotice }> {
    const { manager } = this.database;
    const choice = await this.choices.byId(manager, choiceId);
    if (choice === undefined || choice.personId !== (await this.personOf(accountId))) throw notFound();
    const shown = await this.choices.notice(manager, choiceId);
    if (shown === undefined) throw notFound();
    return { record: choice.record, shown };
  }

  private async personOf(accountId: string): Promise<string> {
    const account = await this.accounts.byId(this.database.manager, accountId);
    if (account === undefined) throw notFound();
    return account.personId;
  }
}
