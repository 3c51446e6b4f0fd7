import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Account } from '../accounts/account.js';
import { AccountTokens } from '../accounts/account-tokens.js';
import { Config } from '../platform/config/config.js';
import { writtenInstant } from '../platform/i18n/dates.js';
import { type MailBlock } from '../platform/mail/mail-content.js';
import { Outbox } from '../platform/mail/outbox.js';
import { retention } from '../policy/retention.js';
import { authWords } from './words.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Who caused a mail: from where, and when. */
export interface Cause {
  readonly ip?: string;
  readonly at: Date;
}

/** Mails about passwords. All leave with the caller's transaction, and go to the account's own address. */
@Injectable()
export class AuthMails {
  constructor(
    private readonly config: Config,
    private readonly outbox: Outbox,
    private readonly tokens: AccountTokens,
  ) {}

  /** The link that resets the password, with the IP address of whoever asked for it (P16). */
  async resetLink(manager: EntityManager, account: Account, token: string, cause: Cause): Promise<void> {
    const values = { site: this.config.siteName, minutes: retention.passwordReset / MINUTE };
    await this.send(manager, account, 'reset', values, cause, `reset/${token}`);
  }

  /** The password was changed, from which IP address, and the link for whoever did not do it. */
  async passwordChanged(manager: EntityManager, account: Account, cause: Cause): Promise<void> {
    const token = await this.tokens.make(
      manager,
      { accountId: account.id, kind: 'stop' },
      retention.stopLink,
    );
    const values = { site: this.config.siteName, days: retention.stopLink / DAY };
    await this.send(manager, account, 'done', values, cause, `stop/${token}`);
  }

  private async send(
    manager: EntityManager,
    account: Account,
    about: 'reset' | 'done',
    values: Readonly<Record<string, string | number>>,
    cause: Cause,
    path: string,
  ): Promise<void> {
    const say = authWords(account.locale);
    const at = writtenInstant(cause.at, account.locale, this.config.zone);
    const facts: MailBlock = {
      kind: 'facts',
      rows: [
        { label: say('fact.ip'), value: cause.ip ?? say('fact.unknown'), ltr: cause.ip !== undefined },
        { label: say('fact.at'), value: at },
      ],
    };
    await this.outbox.add(manager, {
      kind: about === 'reset' ? 'password_reset' : 'password_changed',
      to: account.email,
      locale: account.locale,
      content: {
        subject: say(`${about}.subject`, values),
        blocks: [
          { kind: 'paragraph', text: say(`${about}.text`, values) },
          facts,
          { kind: 'action', label: say(`${about}.action`), url: `${this.config.baseUrl}/${path}` },
        ],
      },
      accountId: account.id,
    });
  }
}
