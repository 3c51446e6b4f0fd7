import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { writtenInstant } from '../platform/i18n/dates.js';
import { type Mail, type MailBlock } from '../platform/mail/mail-content.js';
import { Outbox } from '../platform/mail/outbox.js';
import { retention } from '../policy/retention.js';
import { type Account } from './account.js';
import { type WaitingRegistration } from './waiting-registration.js';
import { type SimpleField } from './simple-fields.js';
import { accountWords } from './words.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Mails about an account's coming to be and its address. All leave with the caller's transaction. */
@Injectable()
export class AccountMails {
  constructor(
    private readonly config: Config,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** To somebody unknown: the link that makes the account. */
  async confirmRegistration(
    manager: EntityManager,
    registration: WaitingRegistration,
    token: string,
  ): Promise<void> {
    const say = accountWords(registration.locale);
    const text = say('confirm.text', { site: this.config.siteName, hours: retention.registration / HOUR });
    await this.send(manager, 'registration', registration, say('confirm.subject', this.site), [
      paragraph(text),
      {
        kind: 'facts',
        rows: [{ label: say('fact.username'), value: withoutLinks(registration.username) }],
      },
      this.link(say('confirm.action'), `confirm-email/${token}`),
    ]);
  }

  /** To an account's owner: somebody gave their address, to register or for another account. */
  async addressKnown(manager: EntityManager, owner: Account, why: 'registration' | 'change'): Promise<void> {
    const say = accountWords(owner.locale);
    const links = [this.link(say('known.signIn'), 'login'), this.link(say('known.reset'), 'forgot')];
    await this.send(manager, 'address_known', owner, say('known.subject', this.site), [
      paragraph(say(`known.${why}`, this.site)),
      ...(why === 'registration' ? links : []),
    ]);
  }

  /** To the new address of an account: the link that puts it in use. */
  async confirmAddress(
    manager: EntityManager,
    account: Account,
    email: string,
    token: string,
  ): Promise<void> {
    const say = accountWords(account.locale);
    const text = say('address.text', { ...this.site, hours: retention.addressChange / HOUR });
    await this.send(manager, 'address_confirm', { ...account, email }, say('address.subject', this.site), [
      paragraph(text),
      this.link(say('address.action'), `confirm-address/${token}`),
    ]);
  }

  /** To the former address: it is no longer the account's, and the link that undoes that. The new one is not told. */
  async addressChanged(
    manager: EntityManager,
    account: Account,
    former: string,
    stopToken: string,
  ): Promise<void> {
    const say = accountWords(account.locale);
    const text = say('changed.text', { ...this.site, days: retention.stopLink / DAY });
    const at = writtenInstant(this.clock.now(), account.locale, this.config.zone);
    const to = { ...account, email: former };
    await this.send(manager, 'address_changed', to, say('changed.subject', this.site), [
      paragraph(text),
      { kind: 'facts', rows: [{ label: say('fact.at'), value: at }] },
      this.link(say('changed.action'), `stop/${stopToken}`),
    ]);
  }

  /** To an account's owner: the office changed these fields of the profile. */
  async changedByOffice(
    manager: EntityManager,
    account: Account,
    fields: readonly SimpleField[],
  ): Promise<void> {
    const say = accountWords(account.locale);
    const at = writtenInstant(this.clock.now(), account.locale, this.config.zone);
    const names = fields.map((field) => say(`field.${field}`)).join(say('office.and'));
    await this.send(manager, 'account_edited', account, say('office.subject', this.site), [
      paragraph(say('office.text', this.site)),
      {
        kind: 'facts',
        rows: [
          { label: say('fact.fields'), value: names },
          { label: say('fact.at'), value: at },
        ],
      },
      this.link(say('office.action'), 'account'),
    ]);
  }

  private async send(
    manager: EntityManager,
    kind: string,
    to: Pick<Account, 'id' | 'email' | 'locale'>,
    subject: string,
    blocks: readonly MailBlock[],
  ): Promise<void> {
    const mail: Mail = {
      kind,
      to: to.email,
      locale: to.locale,
      content: { subject, blocks },
      accountId: to.id,
    };
    await this.outbox.add(manager, mail);
  }

  private link(label: string, path: string): MailBlock {
    return { kind: 'action', label, url: `${this.config.baseUrl}/${path}` };
  }

  private get site() {
    return { site: this.config.siteName };
  }
}

function paragraph(text: string): MailBlock {
  return { kind: 'paragraph', text };
}

/** Whoever registers chooses the user name, and may choose one that mail programs would make a link of. */
function withoutLinks(username: string): string {
  return username.replaceAll('.', '.\u2060');
}
