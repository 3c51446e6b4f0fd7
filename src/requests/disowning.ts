import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf, type Principal } from '../auth/principal.js';
import { DisownedRows, type Place } from '../persons/disowned-rows.js';
import { Clock } from '../platform/clock/clock.js';
import { type Origin } from '../platform/http/origin.js';
import { conflict } from '../platform/http/problem.js';
import { DoubtfulPeople, type DoubtfulPerson } from './doubtful-people.js';
import { DoubtfulRecords } from './doubtful-records.js';

/** What one person may say of at most. */
const MOST = 10_000;

/** A member or guest, and where they call from. */
export interface Caller {
  readonly principal: Principal;
  readonly origin: Origin;
}

/**
 * People say of rows to which only an address leads that nobody had confirmed when it was written that these are somebody
 * else's, and take that back. The rows stay as they are, and holds keep what they keep.
 */
@Injectable()
export class Disowning {
  constructor(
    private readonly database: DataSource,
    private readonly people: DoubtfulPeople,
    private readonly records: DoubtfulRecords,
    private readonly rows: DisownedRows,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @param rows as `DoubtfulRecords` names them
   * @returns of how many rows of the collection this is said now
   * @throws Problem as `DoubtfulRecords.page`; 409 `erasure-begun`, or `too-many-records`; 422 for a row that is not among
   * those of the collection (any more)
   */
  async disown(caller: Caller, place: Place, rows: readonly string[]): Promise<number> {
    const { manager } = this.database;
    const person = await this.people.of(manager, caller.principal);
    const keys = await this.records.keysOf(person, place, rows);
    return this.change(caller, person, place, async (inside) => {
      const added = await this.rows.add(inside, person.personId, place, keys, this.clock.now());
      const said = await this.rows.counts(inside, person.personId);
      if (said.reduce((sum, each) => sum + each.rows, 0) > MOST)
        throw conflict('too-many-records', `At most ${MOST} records; ask the office about the others.`);
      return { action: 'record.disowned', rows: added };
    });
  }

  /** Takes it back. @param rows as for `disown` @throws as `disown` */
  async reclaim(caller: Caller, place: Place, rows: readonly string[]): Promise<number> {
    const person = await this.people.of(this.database.manager, caller.principal);
    const { personId } = person;
    const keys = this.records.opened(personId, place, rows);
    return this.change(caller, person, place, async (inside) => ({
      action: 'record.reclaimed',
      rows: await this.rows.remove(inside, personId, place, keys),
    }));
  }

  /**
   * Says it of some of the records that were shown, and of none of the others.
   * @throws as `disown`; where a record is not there any more nothing was changed
   */
  async say(
    caller: Caller,
    place: Place,
    shown: readonly string[],
    notMine: readonly string[],
  ): Promise<void> {
    const mine = shown.filter((row) => !notMine.includes(row));
    if (notMine.length > 0) await this.disown(caller, place, notMine);
    if (mine.length > 0) await this.reclaim(caller, place, mine);
  }

  private change(
    { principal, origin }: Caller,
    person: DoubtfulPerson,
    place: Place,
    work: (
      manager: EntityManager,
    ) => Promise<{ readonly action: 'record.disowned' | 'record.reclaimed'; readonly rows: number }>,
  ): Promise<number> {
    return this.database.transaction(async (manager) => {
      const { personId } = person;
      await this.people.refuseWhileErased(manager, person);
      await this.rows.lock(manager, personId);
      const { action, rows } = await work(manager);
      if (rows > 0)
        await this.log.append(manager, {
          action,
          actor: actorOf(principal),
          subject: actorOf(principal),
          detail: { ...place, rows },
          values: { ip: origin.ip, userAgent: origin.userAgent },
        });
      const said = await this.rows.counts(manager, personId);
      return (
        said.find((each) => each.source === place.source && each.collection === place.collection)?.rows ?? 0
      );
    });
  }
}
