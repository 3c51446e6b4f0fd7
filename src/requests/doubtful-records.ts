import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type Principal } from '../auth/principal.js';
import { DisownedRows, type Place } from '../persons/disowned-rows.js';
import { Cursors } from '../platform/http/cursors.js';
import { invalidFields, notFound, Problem } from '../platform/http/problem.js';
import { SourceUnavailable } from '../sources/source-unavailable.js';
import {
  type DoubtfulCollection,
  type DoubtfulPage,
  type DoubtfulSource,
  UnconfirmedLooks,
} from '../sources/unconfirmed-looks.js';
import { RowNames } from './row-names.js';
import { DoubtfulPeople, type DoubtfulPerson } from './doubtful-people.js';

/** A record that may be somebody else's. */
export interface DoubtfulRecord {
  /** Names the row, as `RowNames` does. */
  readonly row: string;
  readonly notMine: boolean;
  /** JSON, as copies have it. */
  readonly record: string;
}

/** Where the records of a source are. */
export interface DoubtfulPlaces extends Omit<DoubtfulSource, 'collections'> {
  /** Missing where the source could not be asked just now. */
  readonly collections?: readonly (DoubtfulCollection & { readonly notMine: number })[];
}

export interface DoubtfulRecordPage extends Omit<DoubtfulPage, 'rows'> {
  readonly records: readonly DoubtfulRecord[];
  readonly next: string | null;
  /** The reference of an erasure that has begun: nothing can be changed any more. */
  readonly begun?: string;
}

const LIST = 'unconfirmed-records';
const Key = z.array(z.string()).min(1);

/** The records that a person may say are not theirs. */
@Injectable()
export class DoubtfulRecords {
  constructor(
    private readonly database: DataSource,
    private readonly people: DoubtfulPeople,
    private readonly rows: DisownedRows,
    private readonly looks: UnconfirmedLooks,
    private readonly cursors: Cursors,
    private readonly names: RowNames,
  ) {}

  /** Where there are any, what the person disowned included. @throws Problem as `DoubtfulPeople.of` */
  async places(principal: Principal): Promise<DoubtfulPlaces[]> {
    const { manager } = this.database;
    const person = await this.people.of(manager, principal);
    const found = await this.looks.places(person);
    const said = await this.rows.counts(manager, person.personId);
    const notMine = (source: string, collection: string) =>
      said.find((each) => each.source === source && each.collection === collection)?.rows ?? 0;
    return found.map(({ collections, ...about }) => ({
      ...about,
      collections: collections?.map((each) => ({
        ...each,
        notMine: notMine(about.source, each.collection),
      })),
    }));
  }

  /**
   * In the order of their keys.
   * @throws Problem as `DoubtfulPeople.of`; 404 where there is no such collection, or nobody can say so of its rows; 422
   * for a bad cursor; 503 where the system cannot be asked
   */
  async page(
    principal: Principal,
    place: Place,
    cursor: string | undefined,
    most: number,
  ): Promise<DoubtfulRecordPage> {
    const { manager } = this.database;
    const person = await this.people.of(manager, principal);
    const bound = boundTo(person.personId, place);
    const after = cursor === undefined ? undefined : this.cursors.open(LIST, bound, cursor, Key);
    const page = await untold(this.looks.page(person, place, after, most + 1));
    if (page === undefined) throw notFound();
    const { rows, ...about } = page;
    const shown = rows.slice(0, most);
    const last = rows.length > most ? shown.at(-1) : undefined;
    const said = await this.rows.among(
      manager,
      person.personId,
      place,
      shown.map(({ key }) => key),
    );
    return {
      ...about,
      records: shown.map(({ key, record }) => ({
        row: this.names.nameOf(person.personId, place, key),
        notMine: said.has(JSON.stringify(key)),
        record,
      })),
      begun: await this.people.begun(manager, person),
      next: last === undefined ? null : this.cursors.seal(LIST, bound, last.key),
    };
  }

  /**
   * The keys of rows that are among those of the collection now.
   * @throws Problem 422, which names each that is not; 503 where the system cannot be asked
   */
  async keysOf(
    person: DoubtfulPerson,
    place: Place,
    rows: readonly string[],
  ): Promise<readonly (readonly string[])[]> {
    const keys = this.opened(person.personId, place, rows);
    const { source, collection } = place;
    const found = await untold(
      this.looks.among(person, {
        [source]: { [collection]: keys },
      }),
    );
    const still = new Set(found?.[source]?.[collection]?.map((key) => JSON.stringify(key)));
    refuseAll(keys.map((key) => !still.has(JSON.stringify(key))));
    return keys;
  }

  /** @throws Problem 422, which names each that was not given to this person, or of another collection */
  opened(personId: string, place: Place, rows: readonly string[]): readonly (readonly string[])[] {
    const keys = rows.map((row) => this.names.keyOf(personId, place, row));
    refuseAll(keys.map((key) => key === undefined));
    return keys.filter((key) => key !== undefined);
  }
}

/** What is wrong with a system is for admins. */
async function untold<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof SourceUnavailable)) throw error;
    throw new Problem(503, 'system-away', 'This system cannot be asked just now; try again later.');
  }
}

function boundTo(personId: string, { source, collection }: Place) {
  return { personId, source, collection };
}

function refuseAll(refused: readonly boolean[]): void {
  const message = 'Not one of the records that this list has now; load it again.';
  const errors = refused.flatMap((bad, place) => (bad ? [{ pointer: `/rows/${place}`, message }] : []));
  if (errors.length > 0) throw invalidFields(...errors);
}
