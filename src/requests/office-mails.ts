import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Account } from '../accounts/account.js';
import { Accounts } from '../accounts/accounts.js';
import { Config } from '../platform/config/config.js';
import { writtenInstant } from '../platform/i18n/dates.js';
import { Outbox } from '../platform/mail/outbox.js';
import { type SubjectRequest } from './subject-request.js';
import { requestWords, type RequestWordKey } from './words.js';

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
      if (admin.id === except) continue;
      const label = requestWords(admin.locale)('fact.begins');
      const begins = { label, value: writtenInstant(at, admin.locale, this.config.zone) };
      await this.send(manager, request, admin, {
        kind: 'request_scheduled_office',
        subject: 'scheduledOffice.subject',
        text: 'scheduledOffice.text',
        rows: [begins],
      });
    }
  }

  /** Somebody at the shell asked in a person's place, and nobody was asked to approve. */
  async byOperator(
    manager: EntityManager,
    request: SubjectRequest,
    kind: 'export' | 'erasure',
  ): Promise<void> {
    for (const admin of await this.accounts.admins(manager)) {
      await this.send(manager, request, admin, {
        kind: 'request_operator_office',
        subject: 'operatorOffice.subject',
        text: `operatorOffice.${kind}`,
        rows: [],
      });
    }
  }

  /** A person wrote: to whoever has the case, else to every admin. @param except an admin who is the person writing */
  async message(manager: EntityManager, request: SubjectRequest, except: string | undefined): Promise<void> {
    const admins = (await this.accounts.admins(manager)).filter(({ id }) => id !== except);
    const assigned = admins.filter(({ id }) => id === request.assignee);
    for (const admin of assigned.length > 0 ? assigned : admins) {
      await this.send(manager, request, admin, {
        kind: 'request_message_office',
        subject: 'messageOffice.subject',
        text: 'messageOffice.text',
        rows: [],
      });
    }
  }

  private async send(
    manager: EntityManager,
    { reference }: SubjectRequest,
    { id, email, locale }: Account,
    mail: OfficeMail,
  ): Promise<void> {
    const say = requestWords(locale);
    const values = { site: this.config.siteName };
    const rows = [{ label: say('fact.reference'), value: reference, ltr: true }, ...mail.rows];
    await this.outbox.add(manager, {
      kind: mail.kind,
      to: email,
      locale,
      content: {
        subject: say(mail.subject, values),
        blocks: [
          { kind: 'paragraph', text: say(mail.text, values) },
          { kind: 'facts', rows },
          {
            kind: 'action',
            label: say('office.action'),
            url: `${this.config.baseUrl}/admin/requests/${reference}`,
          },
        ],
      },
      accountId: id,
    });
  }
}

interface OfficeMail {
  readonly kind: string;
  readonly subject: RequestWordKey;
  readonly text: RequestWordKey;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
}
