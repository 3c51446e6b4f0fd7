import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../accounts/accounts.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { invalidField } from '../platform/http/problem.js';
import { type Origin } from '../platform/http/origin.js';
import { type Locale } from '../platform/i18n/locale.js';
import { type RequestKind } from '../policy/request-kinds.js';
import { type ActingAs, type Channel } from './request-kinds.js';
import { RequestMails } from './request-mails.js';
import { RequestRecord } from './request-record.js';
import { personRef } from './request-subjects.js';
import { type RequestScope, type SubjectRequest } from './subject-request.js';

/** A request that came by letter, mail or in person, as an admin writes it down. */
export interface OfficeForm {
  readonly channel: Exclude<Channel, 'portal' | 'operator'>;
  readonly receivedAt: Date;
  readonly kind: RequestKind;
  readonly email?: string;
  readonly name?: string;
  readonly message?: string;
  readonly scope?: RequestScope;
  readonly actingAs?: ActingAs;
  readonly locale?: Locale;
}

/** How the office hands in what reached it outside the portal. */
@Injectable()
export class OfficeIntake {
  constructor(
    private readonly database: DataSource,
    private readonly record: RequestRecord,
    private readonly mails: RequestMails,
    private readonly accounts: Accounts,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The clock runs from the day the letter arrived. The office vouches for the address; even so nothing is handed out
   * but through the link in a mail to it, so a wrong address reaches only the data of whoever reads that mailbox.
   * @throws Problem 422 where `receivedAt` lies in the future
   */
  async add(adminId: string, form: OfficeForm, fallback: Locale, origin: Origin): Promise<SubjectRequest> {
    if (form.receivedAt > this.clock.now()) throw invalidField('/receivedAt', 'Give a time that has passed.');
    return this.database.transaction(async (manager) => {
      const { email, name } = form;
      const account = email === undefined ? undefined : await this.accounts.byEmail(manager, email);
      const request = await this.record.add(manager, {
        ...form,
        locale: form.locale ?? account?.locale ?? fallback,
        state: 'received',
        acknowledged: email !== undefined,
        subject: { personId: account?.personId, accountId: account?.id, address: email, name },
      });
      await this.log.append(manager, {
        action: 'request.submitted',
        actor: { type: 'account', id: adminId },
        subject: personRef({ requestId: request.id, accountId: account?.id }),
        reference: request.reference,
        detail: { kind: request.kind, channel: request.channel, regime: request.regime },
        values: { ip: origin.ip, userAgent: origin.userAgent },
      });
      if (email !== undefined) await this.mails.recorded(manager, request);
      return request;
    });
  }
}
