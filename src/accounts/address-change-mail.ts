import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { AccountMails } from './account-mails.js';
import { Accounts } from './accounts.js';
import { AccountTokens, type AddressChangeToken } from './account-tokens.js';

/** Mails the link that puts a new address in use, or tells the owner of a known address that somebody tried. */
export const mailAddressChange = defineJob<{ readonly tokenId: string }>('accounts.mail_address_change', {
  attempts: 5,
  backoff: 5_000,
});

@Injectable()
@Handles(mailAddressChange)
export class AddressChangeMailHandler implements JobHandler<{ tokenId: string }> {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly tokens: AccountTokens,
    private readonly mails: AccountMails,
  ) {}

  /** For a known address the row stays as it is, so that whoever asked sees no difference. */
  async run(task: TaskRun<{ tokenId: string }>): Promise<void> {
    await this.database.transaction(async (manager) => {
      const change = await this.tokens.announced(manager, task.payload.tokenId);
      if (change !== undefined) await this.mail(manager, change);
      await task.finish(manager);
    });
  }

  private async mail(manager: EntityManager, change: AddressChangeToken): Promise<void> {
    const owner = await this.accounts.byEmail(manager, change.email);
    if (owner !== undefined) return this.mails.addressKnown(manager, owner, 'change');
    const account = await this.accounts.byId(manager, change.accountId);
    if (account === undefined) return;
    const token = await this.tokens.arm(manager, change.id);
    await this.mails.confirmAddress(manager, account, change.email, token);
  }
}
