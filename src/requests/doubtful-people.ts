import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Accounts } from '../accounts/accounts.js';
import { type Principal, requireRecent } from '../auth/principal.js';
import { Persons } from '../persons/persons.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { conflict, forbidden, notFound } from '../platform/http/problem.js';
import { LeftRows, type RowsByPlace } from '../sources/left-rows.js';
import { asTold } from './as-told.js';
import { type RequestState } from './request-kinds.js';
import { RequestSubjects } from './request-subjects.js';
import { SubjectRequest } from './subject-request.js';

/** Whoever looks at rows that may be somebody else's. */
export interface DoubtfulPerson {
  readonly personId: string;
  /** Confirmed addresses. */
  readonly emails: readonly string[];
  /** Rows that nothing leads to: see `LeftRows`. */
  readonly left?: RowsByPlace;
}

/** From its first row on an erasure knows for good whose rows are whose. */
const BEGUN: readonly RequestState[] = ['running', 'deferred', 'failed'];

/** Who may look at rows that an unconfirmed address leads to, and when they may say whose these are. */
@Injectable()
export class DoubtfulPeople {
  constructor(
    private readonly accounts: Accounts,
    private readonly persons: Persons,
    private readonly subjects: RequestSubjects,
    private readonly left: LeftRows,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * The caller: a member, or a guest by the session of their case. The records are those of a copy, so the same is asked
   * for as for its download.
   * @throws Problem 403 `step-up-required`; 403 `read-only-link`; 404 where nobody has confirmed who is behind the case;
   * 409 `records-waiting` where the password or the address was changed lately
   */
  async of(manager: EntityManager, principal: Principal): Promise<DoubtfulPerson> {
    const { personId, accountId } = await this.ids(manager, principal);
    if (personId === undefined) throw notFound();
    if (principal.type === 'request' && principal.readOnly)
      throw forbidden('read-only-link', 'This link only shows the request; ask for a new link.');
    requireRecent(principal, this.clock.now());
    await this.refuseEarly(manager, accountId);
    const emails = await this.persons.verifiedEmails(manager, personId);
    return { personId, emails, left: await this.left.of(manager, emails) };
  }

  /** The reference of an erasure of theirs that has begun. */
  async begun(manager: EntityManager, person: DoubtfulPerson): Promise<string | undefined> {
    return begunOf(await this.erasures(manager, person).getMany());
  }

  /**
   * Keeps an erasure of theirs from beginning until the caller's transaction ends.
   * @throws Problem 409 `erasure-begun`, which names the case
   */
  async refuseWhileErased(manager: EntityManager, person: DoubtfulPerson): Promise<void> {
    const reference = begunOf(await this.erasures(manager, person).setLock('pessimistic_read').getMany());
    if (reference !== undefined)
      throw conflict(
        'erasure-begun',
        `The erasure ${reference} has begun; whose records are whose cannot be changed any more.`,
      );
  }

  /** Also those that the office recorded under an address alone. */
  private erasures(manager: EntityManager, { personId, emails }: DoubtfulPerson) {
    return manager
      .createQueryBuilder(SubjectRequest, 'r')
      .where(
        `r.id IN (SELECT s.request_id FROM request_subject s WHERE s.person_id = :personId
           OR s.account_id IN (SELECT a.id FROM accounts a WHERE a.person_id = :personId)
           OR (s.person_id IS NULL AND s.account_id IS NULL AND s.address_mac = ANY (:macs)))`,
        { personId, macs: emails.map((email) => this.subjects.addressMac(email)) },
      )
      .andWhere(`r.kind = 'erasure'`)
      .orderBy('r.id');
  }

  private async ids(
    manager: EntityManager,
    principal: Principal,
  ): Promise<{ readonly personId?: string; readonly accountId?: string }> {
    if (principal.type === 'request') return (await this.subjects.find(manager, principal.requestId)) ?? {};
    const { accountId } = principal;
    return { accountId, personId: (await this.accounts.byId(manager, accountId))?.personId };
  }

  /** As bundles wait. */
  private async refuseEarly(manager: EntityManager, accountId: string | undefined): Promise<void> {
    if (accountId === undefined) return;
    const secured = (await this.accounts.byId(manager, accountId))?.securedAt?.getTime();
    if (secured === undefined) return;
    const from = new Date(secured + this.config.safetyDelay);
    if (from > this.clock.now())
      throw conflict(
        'records-waiting',
        `The password or the address was changed lately, so the records wait until ${from.toISOString()}.`,
      );
  }
}

function begunOf(requests: readonly SubjectRequest[]): string | undefined {
  return requests.map(asTold).find(({ state }) => BEGUN.includes(state))?.reference;
}
