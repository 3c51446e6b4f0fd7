import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type PersonRef } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { Account, OPEN_ACCOUNT } from './account.js';
import { refuseOwn } from './office-edits.js';
import { type PeopleOfficial } from './people-search.js';
import { SIMPLE_FIELDS } from './simple-fields.js';

/** The account of a person whom an admin looks at. */
@Injectable()
export class PersonAccounts {
  constructor(private readonly log: AuditLog) {}

  /** @returns undefined for a guest. @throws Problem 403 `own-account` */
  async of(manager: EntityManager, official: PeopleOfficial, personId: string): Promise<Account | undefined> {
    const account = await manager
      .createQueryBuilder(Account, 'a')
      .where('a.person_id = :personId', { personId })
      .andWhere(OPEN_ACCOUNT)
      .getOne();
    if (account === null) return undefined;
    refuseOwn(official, account.id);
    return account;
  }

  /** @param subject absent for a guest whom no case tells of any more */
  async viewed(
    manager: EntityManager,
    official: PeopleOfficial,
    subject: PersonRef | undefined,
    reason: string,
  ): Promise<void> {
    const account = subject?.type === 'account' ? ['username', 'email', ...SIMPLE_FIELDS] : [];
    await this.log.append(manager, {
      action: 'account.viewed',
      actor: { type: 'account', id: official.accountId },
      subject,
      detail: { fields: [...account, 'addresses', 'requests', 'holds', 'bans'] },
      values: { ip: official.origin.ip, userAgent: official.origin.userAgent, reason },
    });
  }
}
