import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Account } from '../accounts/account.js';
import { type PeopleOfficial } from '../accounts/people-search.js';
import { PersonAccounts } from '../accounts/person-accounts.js';
import { type PersonRef } from '../audit/audit-entry.js';
import { type Ban, Bans } from '../comments/bans.js';
import { type Hold } from '../holds/hold.js';
import { HoldsOfPerson } from '../holds/holds-of-person.js';
import { PersonLooks, type ProvenAddress } from '../persons/person-looks.js';
import { notFound } from '../platform/http/problem.js';
import { RequestsOfPerson } from './requests-of-person.js';
import { type SubjectRequest } from './subject-request.js';

/** What the office knows of a person, but for what they wrote. */
export interface PersonFile {
  readonly personId: string;
  /** Absent for a guest. */
  readonly account?: Account;
  readonly addresses: readonly ProvenAddress[];
  readonly requests: readonly SubjectRequest[];
  /** In force, and naming the person. */
  readonly holds: readonly Hold[];
  readonly bans: readonly Ban[];
}

/** What the office has laid on somebody. */
@Injectable()
export class PersonMarks {
  constructor(
    private readonly holds: HoldsOfPerson,
    private readonly bans: Bans,
  ) {}

  /** Holds follow every address that ever was the person's, bans the present ones. */
  async of(
    manager: EntityManager,
    viewer: string,
    all: readonly string[],
    current: readonly string[],
    accountId: string | undefined,
  ): Promise<Pick<PersonFile, 'holds' | 'bans'>> {
    return {
      holds: await this.holds.list(manager, viewer, all, accountId),
      bans: await this.bans.of(manager, current),
    };
  }
}

/** Opens what the office knows of a person, for a reason: each look is an event (P21). */
@Injectable()
export class PersonFiles {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: PersonAccounts,
    private readonly persons: PersonLooks,
    private readonly cases: RequestsOfPerson,
    private readonly marks: PersonMarks,
  ) {}

  /** @throws Problem 403 `own-account`, 404 */
  open(official: PeopleOfficial, personId: string, reason: string): Promise<PersonFile> {
    return this.database.transaction(async (manager) => {
      const account = await this.accounts.of(manager, official, personId);
      if (account === undefined && !(await this.persons.exists(manager, personId))) throw notFound();
      const addresses = await this.persons.addresses(manager, personId);
      const current = addresses.flatMap(({ value, endedAt }) => (endedAt === null ? [value] : []));
      const requests = await this.cases.list(manager, personId, account?.id, current);
      await this.accounts.viewed(manager, official, refOf(account, requests), reason);
      const all = addresses.map(({ value }) => value);
      const marks = await this.marks.of(manager, official.accountId, all, current, account?.id);
      return { personId, account, addresses, requests, ...marks };
    });
  }
}

/** Guests have a pseudonym a request: the log knows a guest by the latest one. */
function refOf(account: Account | undefined, requests: readonly SubjectRequest[]): PersonRef | undefined {
  if (account !== undefined) return { type: 'account', id: account.id };
  return requests[0] && { type: 'request', id: requests[0].id };
}
