import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as timeOrderedUuid } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { COOKIE_CATEGORIES, type OptionalCategory } from '../policy/cookie-categories.js';
import { retention } from '../policy/retention.js';
import { type SitePolicy } from '../policy/site-policy.js';
import { ChoiceConsents } from './choice-consents.js';
import { ChoiceRows, type CookieChoice } from './choice-rows.js';
import { type ConsentNotice } from './consent-notice.js';
import { consentRecord, withEnded } from './consent-record.js';
import { type HowAnswered } from './consent-record-shape.js';

/** Whoever answers and has an account. */
export interface ConsentingPerson {
  readonly accountId: string;
  readonly personId: string;
}

/** An answer as it came. */
export interface GivenAnswer {
  readonly how: HowAnswered;
  readonly accepted: readonly OptionalCategory[];
  readonly gpc: boolean;
  readonly notice: ConsentNotice;
  readonly policy: SitePolicy;
  /** Absent for a visitor who is not signed in: then nothing is kept that points to anybody. */
  readonly person?: ConsentingPerson;
  /** The answer that this browser gave before. */
  readonly former?: string;
}

/** Takes answers to the banner. What is accepted is a consent; what was accepted before and is not now is withdrawn at once. */
@Injectable()
export class ChoiceAnswers {
  constructor(
    private readonly database: DataSource,
    private readonly rows: ChoiceRows,
    private readonly consents: ChoiceConsents,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @returns what the browser is given to remember it by */
  async answer(given: GivenAnswer): Promise<CookieChoice> {
    const choice = newChoice(given, this.clock.now());
    const purposes = purposesOf(given.accepted);
    return this.database.transaction(async (manager) => {
      const former = given.former === undefined ? undefined : await this.rows.lock(manager, given.former);
      await this.rows.insert(manager, choice, given.notice);
      const before = former === undefined ? [] : await this.replace(manager, former, choice, purposes);
      await this.consents.give(manager, choice, purposes);
      await this.record(
        manager,
        given,
        'consent.given',
        purposes.filter((one) => !before.includes(one)),
      );
      await this.record(
        manager,
        given,
        'consent.withdrawn',
        before.filter((one) => !purposes.includes(one)),
      );
      return choice;
    });
  }

  /**
   * Ends the answer that this one takes the place of. Its consents go on where the same person affirms them; those of
   * somebody else end in this browser.
   * @returns purposes that were in force for this answer's own person
   */
  private async replace(
    manager: EntityManager,
    former: CookieChoice,
    choice: CookieChoice,
    purposes: readonly string[],
  ): Promise<string[]> {
    const before = await this.consents.inForce(manager, former.id, choice.decidedAt);
    const same = former.personId === choice.personId || former.personId === null;
    if (former.personId === null && choice.personId !== null)
      await this.rows.link(manager, former.id, choice.personId);
    if (same) await this.consents.carryOn(manager, former.id, choice, purposes);
    const ended = await this.consents.withdraw(manager, former.id, choice.decidedAt);
    const record = withEnded(former.record, ended, choice.decidedAt, 'replacement');
    if (former.endedHow === null)
      await this.rows.update(manager, former.id, record, choice.decidedAt, 'replaced');
    return same && former.personId !== null ? before : [];
  }

  /** What visitors without an account do leaves nothing in the log. */
  private async record(
    manager: EntityManager,
    { person, how, gpc, notice }: GivenAnswer,
    action: 'consent.given' | 'consent.withdrawn',
    purposes: readonly string[],
  ): Promise<void> {
    if (person === undefined || purposes.length === 0) return;
    await this.log.append(manager, {
      action,
      actor: { type: 'account', id: person.accountId },
      detail: { purposes, policyVersion: notice.policyVersion, how, gpc },
    });
  }
}

function newChoice({ how, accepted, gpc, notice, policy, person }: GivenAnswer, at: Date): CookieChoice {
  const id = timeOrderedUuid();
  const answer = { id, at, how, gpc, accepted: purposesOf(accepted) };
  return {
    id,
    personId: person?.personId ?? null,
    policyVersion: notice.policyVersion,
    language: notice.language,
    how,
    gpc,
    decidedAt: at,
    validUntil: new Date(at.getTime() + retention.cookieChoice),
    endedHow: null,
    record: consentRecord(answer, notice, policy),
  };
}

function purposesOf(categories: readonly OptionalCategory[]): string[] {
  return categories.map((category) => COOKIE_CATEGORIES[category].purpose).filter((one) => one !== null);
}
