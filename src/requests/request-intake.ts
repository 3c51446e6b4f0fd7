import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { Account } from '../accounts/account.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { type Origin } from '../platform/http/origin.js';
import { type Locale } from '../platform/i18n/locale.js';
import { type RequestKind } from '../policy/request-kinds.js';
import { type ActingAs } from './request-kinds.js';
import { RequestMails } from './request-mails.js';
import { RequestRecord } from './request-record.js';
import { personRef } from './request-subjects.js';
import { type RequestScope, type SubjectRequest } from './subject-request.js';

/** What a person fills in. */
export interface RequestForm {
  readonly kind: RequestKind;
  readonly message?: string;
  readonly scope?: RequestScope;
  readonly actingAs?: ActingAs;
}

/** How people hand their requests in by the portal. */
@Injectable()
export class RequestIntake {
  constructor(
    private readonly database: DataSource,
    private readonly record: RequestRecord,
    private readonly mails: RequestMails,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** A signed-in person's request counts as received at once: their address is confirmed. */
  async fromAccount(
    accountId: string,
    form: RequestForm,
    locale: Locale,
    origin: Origin,
  ): Promise<SubjectRequest> {
    return this.database.transaction(async (manager) => {
      const account = await manager.findOneByOrFail(Account, { id: accountId, closedAt: IsNull() });
      const request = await this.record.add(manager, {
        ...form,
        channel: 'portal',
        locale,
        receivedAt: this.clock.now(),
        state: 'received',
        acknowledged: true,
        subject: { accountId, personId: account.personId, address: account.email },
      });
      await this.submitted(manager, request, accountId, origin);
      await this.mails.received(manager, request);
      return request;
    });
  }

  /**
   * A guest's request waits until the address is confirmed. The same happens whether anything is held under the address
   * or not: nothing is looked up here (I6).
   * @param to `mail: false` where the address had its fill of mails today
   */
  async fromGuest(
    to: { readonly email: string; readonly mail: boolean },
    form: RequestForm,
    locale: Locale,
    origin: Origin,
  ): Promise<SubjectRequest> {
    return this.database.transaction(async (manager) => {
      const request = await this.record.add(manager, {
        ...form,
        channel: 'portal',
        locale,
        receivedAt: this.clock.now(),
        state: 'unconfirmed',
        subject: { address: to.email },
      });
      await this.submitted(manager, request, undefined, origin);
      if (to.mail) await this.mails.confirm(manager, request);
      return request;
    });
  }

  private async submitted(
    manager: EntityManager,
    request: SubjectRequest,
    accountId: string | undefined,
    origin: Origin,
  ): Promise<void> {
    await this.log.append(manager, {
      action: 'request.submitted',
      actor: personRef({ requestId: request.id, accountId }),
      reference: request.reference,
      detail: { kind: request.kind, channel: request.channel, regime: request.regime },
      values: { ip: origin.ip, userAgent: origin.userAgent },
    });
  }
}
