import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { type ConsentingPerson } from './choice-answers.js';
import { ChoiceConsents } from './choice-consents.js';
import { ChoiceRows, type CookieChoice } from './choice-rows.js';
import { withEnded } from './consent-record.js';

/** Takes consents back, and gives answers to the person who signs in with them. */
@Injectable()
export class ChoiceEnds {
  constructor(
    private readonly database: DataSource,
    private readonly rows: ChoiceRows,
    private readonly consents: ChoiceConsents,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Withdraws every consent of the answer that this browser gave. The answer stays, so that nobody is asked again.
   * @param person whoever is signed in; somebody else's consents end too, for this browser was used to withdraw
   */
  async withdraw(choiceId: string, person?: ConsentingPerson): Promise<void> {
    await this.database.transaction(async (manager) => {
      const choice = await this.rows.lock(manager, choiceId);
      if (choice === undefined) return;
      const own = person !== undefined && choice.personId === person.personId;
      await this.end(manager, choice, own ? person : undefined);
    });
  }

  /**
   * Withdraws a person's consents to one purpose, in every browser that they answered in.
   * @returns whether there were any
   */
  async withdrawPurpose(person: ConsentingPerson, purpose: string): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const ids = await this.consents.choicesFor(manager, person.personId, purpose);
      for (const id of ids) {
        const choice = await this.rows.lock(manager, id);
        if (choice !== undefined) await this.end(manager, choice, person, [purpose]);
      }
      return ids.length > 0;
    });
  }

  /**
   * Links an answer to whoever signed in with it.
   * @returns false for one that is another person's: this browser is asked anew
   */
  async link(choiceId: string, person: ConsentingPerson): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const choice = await this.rows.lock(manager, choiceId);
      if (choice === undefined) return false;
      if (choice.personId !== null) return choice.personId === person.personId;
      await this.rows.link(manager, choiceId, person.personId);
      const purposes = await this.consents.inForce(manager, choiceId, this.clock.now());
      if (purposes.length > 0) await this.record(manager, 'consent.given', choice, person, purposes);
      return true;
    });
  }

  private async end(
    manager: EntityManager,
    choice: CookieChoice,
    person: ConsentingPerson | undefined,
    only?: readonly string[],
  ): Promise<void> {
    const at = this.clock.now();
    const purposes = await this.consents.withdraw(manager, choice.id, at, only);
    if (purposes.length === 0) return;
    const left = await this.consents.inForce(manager, choice.id, at);
    const record = withEnded(choice.record, purposes, at, 'withdrawal');
    const ended = left.length === 0 && choice.endedHow === null ? 'withdrawn' : undefined;
    await this.rows.update(manager, choice.id, record, at, ended);
    if (person !== undefined) await this.record(manager, 'consent.withdrawn', choice, person, purposes);
  }

  private async record(
    manager: EntityManager,
    action: 'consent.given' | 'consent.withdrawn',
    { policyVersion, how, gpc }: CookieChoice,
    { accountId }: ConsentingPerson,
    purposes: readonly string[],
  ): Promise<void> {
    await this.log.append(manager, {
      action,
      actor: { type: 'account', id: accountId },
      detail: { purposes, policyVersion, how, gpc },
    });
  }
}
