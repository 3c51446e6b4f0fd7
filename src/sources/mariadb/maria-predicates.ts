import { collectionOf, mayBeUnconfirmed } from '../engine/collection-view.js';
import { type Collection, type Condition, type DataMap, type Lead, type Lesson } from '../map/data-map.js';
import { holdsCondition } from './conditions.js';
import { holdsAddress, holdsAfter, holdsAny, holdsFound, holdsKey, isFew } from './matches.js';
import { type MariaColumn, type MariaSchema } from './maria-schema.js';
import { datesOf, instant, type RowDates } from './row-dates.js';
import { type SoughtPerson } from './sought-person.js';
import { joined, named, type Sql, sql } from './sql-text.js';

/** Which of the ways to a row. */
type Ways = 'reached' | 'confirmed' | 'unsure';

/** How rows lead to one person: conditions over a table under an alias. */
export class MariaPredicates {
  constructor(
    private readonly map: DataMap,
    private readonly live: MariaSchema,
    private readonly person: SoughtPerson,
  ) {}

  /** Rows that each of the leads reaches, unconfirmed addresses included. */
  reached(collection: Collection, alias = 't'): Sql[] {
    return collection.leads.map((lead) => this.lead(collection, lead, alias, 'reached'));
  }

  /** Rows that each of the leads reaches from a confirmed address, at once or by what other rows taught. */
  confirmed(collection: Collection, alias = 't'): Sql[] {
    return collection.leads
      .filter((lead) => lead.by !== 'address' || lead.unconfirmed !== true)
      .map((lead) => this.lead(collection, lead, alias, 'confirmed'));
  }

  /** Rows that each of the leads reaches which an unconfirmed address may be behind; with the confirmed ones, these are all. */
  unsure(collection: Collection, alias = 't'): Sql[] {
    return collection.leads
      .filter((lead) => mayBeUnconfirmed(this.map, { leads: [lead] }))
      .map((lead) => this.lead(collection, lead, alias, 'unsure'));
  }

  /**
   * True where all leads are conditions on the row's own columns with few values: one condition over them all then lets
   * the database choose between its indexes and the table as a whole.
   */
  isPlain({ leads }: Collection): boolean {
    return leads.every(
      (lead) =>
        lead.by === 'address' ||
        (lead.by === 'identifier' && isFew(this.person.known.get(lead.identifier)?.size ?? 0)),
    );
  }

  conditions(collection: Collection, conditions: readonly Condition[] | undefined, alias = 't'): Sql[] {
    return (conditions ?? []).map((condition) =>
      holdsCondition(named(alias, condition.column), this.column(collection, condition.column), condition),
    );
  }

  column(collection: { readonly table: string }, name: string): MariaColumn {
    const column = this.live.get(collection.table)?.columns.get(name);
    if (column === undefined) throw new Error(`no column ${collection.table}.${name}`);
    return column;
  }

  private lead(collection: Collection, lead: Lead, alias: string, ways: Ways): Sql {
    const found = [
      // First what costs least where a whole table is read.
      ...this.conditions(collection, lead.where, alias),
      this.match(collection, lead, alias, ways),
    ];
    if (lead.by === 'address' && this.person.begun !== undefined)
      found.push(this.foundBefore(collection, lead, alias));
    found.push(
      ...this.apart(collection, this.person.left, alias),
      ...this.theirs(collection, lead, alias, ways),
    );
    return sql`(${joined(found, ' AND ')})`;
  }

  private match(collection: Collection, lead: Lead, alias: string, by: Ways): Sql {
    const column = this.column(collection, lead.column);
    const held = named(alias, lead.column);
    if (lead.by === 'address') return holdsAddress(held, column, this.person.addresses);
    if (lead.by === 'identifier') {
      return lead.after === undefined
        ? this.holds(lead.identifier, held, column)
        : holdsAfter(held, column, lead.after, [...(this.person.known.get(lead.identifier) ?? [])]);
    }
    const inner = `${alias}m`;
    const other = collectionOf(this.map, lead.collection);
    const ways = this[by](other, inner);
    // Each lead by itself, so that each is found by its own index.
    return holdsFound(held, column, this.column(other, lead.key), (value) => {
      const selects = (ways.length === 0 ? [sql`FALSE`] : ways).map(
        (way) =>
          sql`SELECT ${value(named(inner, lead.key))} AS v FROM ${named(other.table)} ${named(inner)} WHERE ${way}`,
      );
      return sql`SELECT ${named(`${inner}w`, 'v')} FROM (${joined(selects, ' UNION ALL ')}) ${named(`${inner}w`)}`;
    });
  }

  private holds(identifier: string, held: Sql, column: MariaColumn): Sql {
    return holdsAny(held, column, [...(this.person.known.get(identifier) ?? [])]);
  }

  /** Of rows that an address alone leads to: none that teaches what was not known, and of the others those written before. */
  private foundBefore(collection: Collection, lead: Lead & { by: 'address' }, alias: string): Sql {
    const { begun } = this.person;
    if (begun === undefined) return sql`TRUE`;
    const { first } = this.dates(collection, alias);
    const early = sql`((${first} < ${instant(begun.at)}) IS ${begun.undated ? sql`NOT FALSE` : sql`TRUE`})`;
    if (lead.unconfirmed === true || collection.learns.length === 0) return early;
    const taught = collection.learns.map((lesson) => this.taught(collection, lesson, alias));
    const news = taught.map(({ teaches, known }) => sql`(NOT ${teaches} OR ${known})`);
    const old = taught.map(({ teaches }) => teaches);
    return sql`(${joined(news, ' AND ')} AND (${joined([...old, early], ' OR ')}))`;
  }

  private taught(collection: Collection, lesson: Lesson, alias: string): { teaches: Sql; known: Sql } {
    const held = named(alias, lesson.column);
    const teaches = [sql`${held} IS NOT NULL`, ...this.conditions(collection, lesson.where, alias)];
    return {
      teaches: sql`((${joined(teaches, ' AND ')}) IS TRUE)`,
      known: this.holds(lesson.identifier, held, this.column(collection, lesson.column)),
    };
  }

  /** Where the lead may be unconfirmed: not what the person says is somebody else's, unless it is confirmed as well. */
  private theirs(collection: Collection, lead: Lead, alias: string, ways: Ways): Sql[] {
    if (ways === 'confirmed' || !mayBeUnconfirmed(this.map, { leads: [lead] })) return [];
    const theirs = this.apart(collection, this.person.notTheirs, alias);
    // Confirmed ways stand beside those that are unsure.
    if (lead.by === 'address' || ways === 'unsure') return theirs;
    return theirs.map((each) => sql`(${each} OR ${this.lead(collection, lead, alias, 'confirmed')})`);
  }

  /** That a row is none of these. */
  private apart(collection: Collection, rows: SoughtPerson['left'], alias: string): Sql[] {
    const keys = rows?.[collection.id] ?? [];
    if (keys.length === 0) return [];
    const columns = collection.key.map((name) => ({
      held: named(alias, name),
      column: this.column(collection, name),
    }));
    return [sql`NOT ${holdsKey(columns, keys)}`];
  }

  /** When a row was written. */
  dates({ table, date }: Collection, alias = 't'): RowDates {
    return datesOf(named(alias, date ?? ''), date === undefined ? undefined : this.column({ table }, date));
  }
}
