import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Config } from '../platform/config/config.js';
import { writtenDay, writtenInstant } from '../platform/i18n/dates.js';
import { type MailBlock } from '../platform/mail/mail-content.js';
import { Outbox } from '../platform/mail/outbox.js';
import { AdminAddresses, type AdminMailbox } from './admin-addresses.js';
import { type Hold } from './hold.js';
import { HoldOwnCase } from './hold-own-case.js';
import { holdWords } from './words.js';

export interface DueReview {
  /** Of the hold. */
  readonly id: string;
  /** Local date. */
  readonly reviewOn: string;
  readonly citation: string;
}

/** Mails to admins about holds, but to none whose own data one keeps. They name the citation and never whom a hold concerns. */
@Injectable()
export class HoldMails {
  constructor(
    private readonly config: Config,
    private readonly admins: AdminAddresses,
    private readonly outbox: Outbox,
    private readonly ownCase: HoldOwnCase,
  ) {}

  /** To every admin but the one who asked. */
  async releaseAsked(manager: EntityManager, hold: Hold, askedBy: string): Promise<void> {
    const others = (await this.admins.all(manager)).filter(({ accountId }) => accountId !== askedBy);
    for (const admin of others) {
      if (await this.ownCase.concerns(manager, admin.accountId, hold)) continue;
      const say = holdWords(admin.locale);
      const { locale } = admin;
      const rows = [
        { label: say('fact.citation'), value: hold.citation },
        { label: say('fact.purpose'), value: say(`purpose.${hold.purpose}`) },
        { label: say('fact.reviewOn'), value: writtenDay(hold.reviewOn, locale) },
        {
          label: say('fact.releaseAt'),
          value: writtenInstant(hold.releaseAt ?? hold.placedAt, locale, this.config.zone),
        },
      ];
      await this.send(manager, admin, 'release', [{ kind: 'facts', rows }]);
    }
  }

  async reviewDue(manager: EntityManager, due: readonly DueReview[]): Promise<void> {
    for (const admin of await this.admins.all(manager)) {
      const unseen = await this.ownCase.unseen(manager, admin.accountId);
      const told = due.filter(({ id }) => !unseen.includes(id));
      if (told.length === 0) continue;
      const rows = told.map(({ reviewOn, citation }) => ({
        label: writtenDay(reviewOn, admin.locale),
        value: citation,
      }));
      await this.send(manager, admin, 'review', [{ kind: 'facts', rows }]);
    }
  }

  private async send(
    manager: EntityManager,
    admin: AdminMailbox,
    about: 'release' | 'review',
    blocks: readonly MailBlock[],
  ): Promise<void> {
    const say = holdWords(admin.locale);
    const site = { site: this.config.siteName };
    await this.outbox.add(manager, {
      kind: `hold_${about}`,
      to: admin.email,
      locale: admin.locale,
      content: {
        subject: say(`${about}.subject`, site),
        blocks: [
          { kind: 'paragraph', text: say(`${about}.text`, site) },
          ...blocks,
          { kind: 'action', label: say('open.action'), url: `${this.config.baseUrl}/admin/holds` },
        ],
      },
      accountId: admin.accountId,
    });
  }
}
