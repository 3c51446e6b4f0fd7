import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Account } from '../accounts/account.js';
import { Accounts } from '../accounts/accounts.js';
import { Config } from '../platform/config/config.js';
import { writtenInstant } from '../platform/i18n/dates.js';
import { Outbox } from '../platform/mail/outbox.js';
import { type SubjectRequest } from './subject-request.js';
import { requestWords } from './words.js';

/** Mails to admins about a case: its reference and a link, never who asked. */
@Injectable()
export class OfficeMails {
  constructor(
    private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly outbox: Outbox,
  ) {}

  /** An erasure begins at that time unless somebody stops it. @param except an admin who is the person asking */
  async scheduled(
    manager: EntityManager,
    request: SubjectRequest,
    at: Date,
    except: string | undefined,
  ): Promise<void> {
    for (const admin of await this.accounts.admins(manager)) {
      if (admin.id !== except) await this.send(manager, request, at, admin);
    }
  }

  private async send(
    manager: EntityManager,
    { reference }: SubjectRequest,
    at: Date,
    { id, email, locale }: Account,
  ): Promise<void> {
    const say = requestWords(locale);
    const values = { site: this.config.siteName };
    const rows = [
      { label: say('fact.reference'), value: reference, ltr: true },
      { label: say('fact.begins'), value: writtenInstant(at, locale, this.config.zone) },
    ];
    await this.outbox.add(manager, {
      kind: 'request_scheduled_office',
      to: email,
      locale,
      content: {
        subject: say('scheduledOffice.subject', values),
        blocks: [
          { kind: 'paragraph', text: say('scheduledOffice.text', values) },
          { kind: 'facts', rows },
          {
            kind: 'action',
            label: say('scheduledOffice.action'),
            url: `${this.config.baseUrl}/admin/requests/${reference}`,
          },
        ],
      },
      accountId: id,
    });
  }
}
