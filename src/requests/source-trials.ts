import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Accounts } from '../accounts/accounts.js';
import { refuseOwn } from '../accounts/office-edits.js';
import { type PeopleOfficial } from '../accounts/people-search.js';
import { type PersonRef } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { DisownedRows } from '../persons/disowned-rows.js';
import { PersonLooks } from '../persons/person-looks.js';
import { Clock } from '../platform/clock/clock.js';
import { notFound, Problem } from '../platform/http/problem.js';
import { type RateLimit, RateLimits } from '../platform/limits/rate-limits.js';
import { HeldCounts, type HeldInSource } from '../sources/held-counts.js';
import { LeftRows, type RowsByPlace } from '../sources/left-rows.js';
import { markStep } from '../sources/source-steps.js';
import { RequestsOfPerson } from './requests-of-person.js';

/** Enough to see whether a data map finds what it should, and no way to ask for one address after the other. */
const TRIALS: RateLimit = { name: 'source_trial', points: 30, window: 3_600_000 };

/** Enough to see that somebody goes on, and no way to fill the log. */
const LOGGED: RateLimit = { name: 'source_trial.logged', points: 5, window: 3_600_000 };

/** The log's events of trials, with whose address was tried. */
@Injectable()
export class TrialEvents {
  constructor(
    private readonly accounts: Accounts,
    private readonly persons: PersonLooks,
    private readonly cases: RequestsOfPerson,
    private readonly log: AuditLog,
    private readonly disowned: DisownedRows,
  ) {}

  /**
   * The address is a value of whoever confirmed it. One that the log knows nobody by is text of the admin: it goes with
   * the admin, and is in nobody's copy.
   * @returns rows of which whoever confirmed the address says that they are somebody else's
   * @throws Problem 403 `own-account` for an address of the admin's own
   */
  async write(
    manager: EntityManager,
    official: PeopleOfficial,
    source: string,
    email: string,
  ): Promise<RowsByPlace | undefined> {
    const { subject, personId } = await this.owner(manager, official, email);
    await this.log.append(manager, {
      action: 'source.tried',
      actor: { type: 'account', id: official.accountId },
      subject,
      detail: { source },
      values: {
        ip: official.origin.ip,
        userAgent: official.origin.userAgent,
        ...(subject === undefined ? { text: email } : { email }),
      },
    });
    return personId === undefined ? undefined : this.disowned.of(manager, personId);
  }

  /** One that was refused, since the admin had tried too often. */
  async deny(manager: EntityManager, official: PeopleOfficial, source: string): Promise<void> {
    await this.log.append(manager, {
      action: 'source.tried',
      outcome: 'denied',
      actor: { type: 'account', id: official.accountId },
      detail: { source },
      values: { ip: official.origin.ip, userAgent: official.origin.userAgent },
    });
  }

  /** Guests have a pseudonym a request: the log knows a guest by the latest one. */
  private async owner(
    manager: EntityManager,
    official: PeopleOfficial,
    email: string,
  ): Promise<{ readonly subject?: PersonRef; readonly personId?: string }> {
    const account = await this.accounts.byEmail(manager, email);
    const personId = account?.personId ?? (await this.persons.byEmail(manager, email));
    const own = await this.accounts.byId(manager, official.accountId);
    if (own !== undefined && own.personId === personId) refuseOwn(official, own.id);
    if (account !== undefined) return { subject: { type: 'account', id: account.id }, personId };
    if (personId === undefined) return {};
    const [last] = await this.cases.list(manager, personId, undefined, [email]);
    return { subject: last && { type: 'request', id: last.id }, personId };
  }
}

/** How often one admin may try addresses, in all sources together. */
@Injectable()
export class TrialLimit {
  constructor(
    private readonly database: DataSource,
    private readonly limits: RateLimits,
    private readonly events: TrialEvents,
  ) {}

  /** Takes one. @throws Problem 429 where none is left, which is logged */
  async take(official: PeopleOfficial, source: string): Promise<void> {
    const by = official.accountId;
    try {
      await this.limits.take({ limit: TRIALS, by });
    } catch (error) {
      if (error instanceof Problem && (await this.limits.allows({ limit: LOGGED, by })))
        await this.database.transaction((manager) => this.events.deny(manager, official, source));
      throw error;
    }
  }
}

/** Tries a source with one address as if somebody had confirmed it: how many records it would find. */
@Injectable()
export class SourceTrials {
  constructor(
    private readonly database: DataSource,
    private readonly events: TrialEvents,
    private readonly left: LeftRows,
    private readonly counts: HeldCounts,
    private readonly limit: TrialLimit,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts only, by what copies are read with. Each look is an event (P21), which is written before anything is looked for.
   * @returns collections that hold nothing included; without `collections` where the source did not answer
   * @throws Problem 404 where there is no such source; 429 after too many of the admin's; 403 `own-account` for an address
   *   of the admin's own
   */
  async try(official: PeopleOfficial, source: string, email: string): Promise<HeldInSource> {
    if (!this.counts.knows(source)) throw notFound();
    await this.limit.take(official, source);
    const apart = await this.database.transaction(async (manager) => {
      const notTheirs = await this.events.write(manager, official, source, email);
      return { left: await this.left.of(manager, [email]), notTheirs };
    });
    const held = await this.counts.in(source, { emails: [email], ...apart });
    if (held === undefined) throw notFound();
    if (held.collections !== undefined)
      await markStep(this.database.manager, 'tried', [source], this.clock.now());
    return held;
  }
}
