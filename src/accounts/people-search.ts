import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { AuditLog } from '../audit/audit-log.js';
import { PersonLooks } from '../persons/person-looks.js';
import { asciiAddress } from '../platform/text/ascii-address.js';
import { type Origin } from '../platform/http/origin.js';
import { Account, OPEN_ACCOUNT, type Role } from './account.js';
import { Accounts } from './accounts.js';

/** An admin at work on people, and from where. */
export interface PeopleOfficial {
  readonly accountId: string;
  readonly origin: Origin;
}

/** Somebody who was found. Addresses are not told: whoever opens the person sees them, and that is logged. */
export interface FoundPerson {
  readonly personId: string;
  /** Absent for a guest. */
  readonly account?: {
    readonly id: string;
    readonly username: string;
    readonly displayName: string | null;
    readonly role: Role;
    readonly createdAt: Date;
  };
}

/** @see PeopleSearch.find */
export interface FoundPeople {
  readonly items: readonly FoundPerson[];
  /** There are others: what was asked for is too short. */
  readonly more: boolean;
}

const MOST = 20;
/** Sorts after every text that begins with what stands before it. */
const LAST = '\u{10FFFF}';
const uuid = z.uuid();

type Way = 'email' | 'id' | 'beginning';

/** Finds people by what an admin was given: each search is an event, which does not say what was looked for. */
@Injectable()
export class PeopleSearch {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly persons: PersonLooks,
    private readonly log: AuditLog,
  ) {}

  /**
   * By a whole address, which finds guests as well, by the id of an account or person, or by the beginning of a user name
   * or of an account's address.
   */
  find(official: PeopleOfficial, text: string): Promise<FoundPeople> {
    const way = wayOf(text);
    return this.database.transaction(async (manager) => {
      const found = await this[way](manager, text);
      const items = found.slice(0, MOST);
      await this.log.append(manager, {
        action: 'account.searched',
        actor: { type: 'account', id: official.accountId },
        detail: { by: way, found: items.length },
        values: { ip: official.origin.ip, userAgent: official.origin.userAgent },
      });
      return { items, more: found.length > MOST };
    });
  }

  private async email(manager: EntityManager, text: string): Promise<FoundPerson[]> {
    const account = await this.accounts.byEmail(manager, text);
    if (account !== undefined) return [present(account)];
    const personId = await this.persons.byEmail(manager, asciiAddress(text));
    return personId === undefined ? this.beginning(manager, text) : [{ personId }];
  }

  private async id(manager: EntityManager, text: string): Promise<FoundPerson[]> {
    const account = await manager
      .createQueryBuilder(Account, 'a')
      .where('(a.id = :text OR a.person_id = :text)', { text })
      .andWhere(OPEN_ACCOUNT)
      .getOne();
    if (account !== null) return [present(account)];
    return (await this.persons.exists(manager, text)) ? [{ personId: text }] : [];
  }

  private async beginning(manager: EntityManager, text: string): Promise<FoundPerson[]> {
    const accounts = await manager
      .createQueryBuilder(Account, 'a')
      .where(
        `a.id IN (
          (SELECT b.id FROM accounts b WHERE b.closed_at IS NULL AND ${begins('b.username')} LIMIT :most)
          UNION (SELECT b.id FROM accounts b WHERE b.closed_at IS NULL AND ${begins('b.email')} LIMIT :most))`,
        { text: text.normalize('NFC'), last: LAST, most: MOST + 1 },
      )
      .orderBy('a.username')
      .addOrderBy('a.id')
      .limit(MOST + 1)
      .getMany();
    return accounts.map(present);
  }
}

function wayOf(text: string): Way {
  if (uuid.safeParse(text).success) return 'id';
  return text.includes('@') ? 'email' : 'beginning';
}

/** By the bytes, as the index has them. */
function begins(column: string): string {
  return `fold_address(${column}) ~>=~ fold_address(:text) AND fold_address(${column}) ~<~ (fold_address(:text) || :last)`;
}

function present({ id, personId, username, displayName, role, createdAt }: Account): FoundPerson {
  return { personId, account: { id, username, displayName, role, createdAt } };
}
