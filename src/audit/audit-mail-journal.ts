import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type MailFacts, type MailFailure, MailJournal } from '../platform/mail/mail-journal.js';
import { type PersonRef } from './audit-entry.js';
import { AuditLog } from './audit-log.js';

/** Writes the outcome of each mail into the log. */
@Injectable()
export class AuditMailJournal extends MailJournal {
  constructor(private readonly log: AuditLog) {
    super();
  }

  override async sent(manager: EntityManager, mail: MailFacts): Promise<void> {
    const subject = subjectOf(mail);
    await this.log.append(manager, {
      action: 'mail.sent',
      actor: { type: 'system' },
      subject,
      detail: detailOf(mail),
      // An address without its person could not be forgotten with them.
      values: subject === undefined || mail.to === undefined ? undefined : { email: mail.to },
    });
  }

  override async failed(manager: EntityManager, mail: MailFacts, why: MailFailure): Promise<void> {
    await this.log.append(manager, {
      action: 'mail.failed',
      outcome: 'failure',
      actor: { type: 'system' },
      subject: subjectOf(mail),
      detail: {
        ...detailOf(mail),
        reason: why.reason,
        ...(why.code === undefined ? {} : { code: why.code }),
      },
    });
  }
}

function subjectOf(mail: MailFacts): PersonRef | undefined {
  if (mail.accountId !== undefined) return { type: 'account', id: mail.accountId };
  if (mail.requestId !== undefined) return { type: 'request', id: mail.requestId };
  return undefined;
}

function detailOf(mail: MailFacts): Record<string, string> {
  return { mail: mail.kind, ...(mail.locale === undefined ? {} : { locale: mail.locale }) };
}
