import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts, type StaffMember } from '../../accounts/accounts.js';
import { AuditEvents } from '../../audit/audit-events.js';
import { type AuditItem } from '../../audit/audit-item.js';
import { type Asker } from '../../audit/audit-looks.js';
import { AuditPseudonyms } from '../../audit/audit-pseudonyms.js';

/** Those of the people in the log who work for the site, by pseudonym. */
export type AuditStaffMembers = ReadonlyMap<string, StaffMember>;

/** What the event of a look behind the mask calls the name of whoever acted: the log itself holds none. */
export const ACTOR_NAME = 'actorName';

/** Tells auditors who of the people in the log works for the site: whoever decides is answerable for it. */
@Injectable()
export class AuditStaff {
  constructor(
    private readonly database: DataSource,
    private readonly events: AuditEvents,
    private readonly pseudonyms: AuditPseudonyms,
    private readonly accounts: Accounts,
  ) {}

  /** Those who acted in these events, or whom they are about, in two statements. The caller records that somebody looked. */
  async of(items: readonly Pick<AuditItem, 'actor' | 'subject'>[]): Promise<AuditStaffMembers> {
    const people = items.flatMap(({ actor, subject }) => [actor.id, subject]);
    const owners = await this.pseudonyms.owners([...new Set(people.filter((id) => id !== undefined))]);
    const accounts = [...owners].filter(([, { type }]) => type === 'account');
    const staff = await this.accounts.staff(
      this.database.manager,
      accounts.map(([, { id }]) => id),
    );
    return new Map(
      accounts.flatMap(([pseudonym, { id }]) => {
        const member = staff.get(id);
        return member === undefined ? [] : [[pseudonym, member] as const];
      }),
    );
  }

  /**
   * One event with its personal values and, where somebody of the staff acted, with their user name.
   * @throws Problem 404
   */
  async unmask(
    seq: number,
    reason: string,
    asker: Asker,
  ): Promise<{ readonly item: AuditItem; readonly actor?: StaffMember }> {
    const actorOf = async ({ actor }: AuditItem): Promise<StaffMember | undefined> =>
      actor.id === undefined ? undefined : (await this.of([{ actor }])).get(actor.id);
    const item = await this.events.unmask(seq, reason, asker, async (found) =>
      (await actorOf(found)) === undefined ? [] : [ACTOR_NAME],
    );
    return { item, actor: await actorOf(item) };
  }
}
