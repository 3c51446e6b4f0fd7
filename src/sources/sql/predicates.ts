import { escapeIdentifier as quote } from 'pg';
import { type Begun } from '../begun.js';
import { type Collection, type Condition, type DataMap, type Lead } from '../map/data-map.js';
import { collectionOf, mayBeUnconfirmed } from '../engine/collection-view.js';
import { type Family, type LiveColumn, type LiveSchema } from '../engine/live-schema.js';
import { holdsCondition } from './conditions.js';
import { datesOf } from './row-dates.js';
import {
  arraySetting,
  BEGUN,
  Constants,
  EMAILS,
  KEY_PARTS,
  knownSetting,
  leftSetting,
  notTheirsSetting,
} from './settings.js';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A column of another collection that may hold the key of a row. */
export interface Referrer {
  readonly collection: string;
  readonly column: string;
}

/** How far addresses reach, by whom they are looked for; without any of it, as far as the map says. */
export interface AddressReach {
  /** Of an erasure that has begun. */
  readonly begun?: Pick<Begun, 'undated'>;
  /** Collections of which there are rows that nothing leads to. */
  readonly left?: readonly string[];
  /** Collections of which the person says that some rows are not theirs. */
  readonly notTheirs?: readonly string[];
}

/** The collections with rows that are apart from the person. */
export type ApartReach = Omit<AddressReach, 'begun'>;

/** Compiles how rows lead to the person. Each answer is a boolean SQL expression over a table's alias. */
export class Predicates {
  readonly constants = new Constants();
  private readonly families: ReadonlyMap<string, Family>;

  constructor(
    private readonly map: DataMap,
    private readonly live: LiveSchema,
    private readonly reach: AddressReach = {},
  ) {
    this.families = identifierFamilies(map, live);
  }

  /** Rows that any lead reaches. */
  reached(collection: Collection, alias = 't'): string {
    return either(this.ways(collection, alias));
  }

  /** Rows that each of the leads reaches. */
  ways(collection: Collection, alias = 't'): string[] {
    return collection.leads.map((lead) => this.lead(collection, lead, alias, false));
  }

  /** Rows that a confirmed address leads to, at once or by what other rows taught. */
  confirmed(collection: Collection, alias = 't'): string {
    const leads = collection.leads.filter((lead) => lead.by !== 'address' || lead.unconfirmed !== true);
    return either(leads.map((lead) => this.lead(collection, lead, alias, true)));
  }

  conditions(collection: Collection, conditions: readonly Condition[] | undefined, alias = 't'): string[] {
    return (conditions ?? []).map((condition) => {
      const held = `${alias}.${quote(condition.column)}`;
      const text = bytes(held, this.column(collection, condition.column));
      return holdsCondition(held, text, condition, this.constants);
    });
  }

  /** Rows whose key another row still holds in one of these columns. */
  referred(
    collection: Collection,
    referrers: readonly Referrer[],
    key = `t.${quote(collection.key[0] ?? '')}`,
  ): string {
    const mine = this.column(collection, collection.key[0] ?? '');
    return either(
      referrers.map((referrer) => {
        const other = collectionOf(this.map, referrer.collection);
        const theirs = this.column(other, referrer.column);
        const held = `o.${quote(referrer.column)}`;
        const same =
          theirs.type === mine.type ? `${held} = ${key}` : `${bytes(held, theirs)} = ${bytes(key, mine)}`;
        return `EXISTS (SELECT FROM ${this.table(other)} o WHERE ${same})`;
      }),
    );
  }

  column(collection: { readonly table: string }, name: string): LiveColumn {
    const column = this.live.get(collection.table)?.columns.get(name);
    if (column === undefined) throw new Error(`no column ${collection.table}.${name}`);
    return column;
  }

  private lead(collection: Collection, lead: Lead, alias: string, confirmed: boolean): string {
    const column = this.column(collection, lead.column);
    const held = `${alias}.${quote(lead.column)}`;
    const conditions = this.conditions(collection, lead.where, alias);
    const found = [...this.match(lead, held, column, alias, confirmed), ...conditions];
    if (lead.by === 'address') {
      if (this.reach.begun !== undefined) found.push(this.foundBefore(collection, lead, alias));
    }
    if (this.reach.left?.includes(collection.id) === true)
      found.push(`NOT ${this.among(collection, alias, leftSetting(collection.id))}`);
    if (!confirmed && this.reach.notTheirs?.includes(collection.id) === true)
      found.push(...this.theirs(collection, lead, alias));
    return `(${found.join(' AND ')})`;
  }

  /** Of rows that an address alone leads to: none that teaches what was not known, and of the others those written before. */
  private foundBefore(collection: Collection, lead: Lead & { by: 'address' }, alias: string): string {
    const { date, learns } = collection;
    const { first } = datesOf(date === undefined ? undefined : this.column(collection, date), alias);
    const early = `(${first} < (SELECT current_setting('${BEGUN}')::timestamptz)) IS ${this.reach.begun?.undated === true ? 'NOT FALSE' : 'TRUE'}`;
    if (lead.unconfirmed === true || learns.length === 0) return early;
    const taught = learns.map((lesson) => {
      const held = `${alias}.${quote(lesson.column)}`;
      const teaches = [`${held} IS NOT NULL`, ...this.conditions(collection, lesson.where, alias)];
      const known = this.holds(lesson.identifier, held, this.column(collection, lesson.column));
      return { teaches: `(${teaches.join(' AND ')}) IS TRUE`, known: known.join(' AND ') };
    });
    const news = taught.map(({ teaches, known }) => `(NOT ${teaches} OR (${known}))`);
    const old = taught.map(({ teaches }) => teaches);
    return `(${news.join(' AND ')} AND (${[...old, early].join(' OR ')}))`;
  }

  /** Where the lead may be unconfirmed: not what the person says is somebody else's, unless it is confirmed as well. */
  private theirs(collection: Collection, lead: Lead, alias: string): string[] {
    if (!mayBeUnconfirmed(this.map, { leads: [lead] })) return [];
    const theirs = `NOT ${this.among(collection, alias, notTheirsSetting(collection.id))}`;
    if (lead.by === 'address') return [theirs];
    return [`(${theirs} OR ${this.lead(collection, lead, alias, true)})`];
  }

  /** True of a row whose key a setting holds; the set is read once a statement. */
  private among(collection: Collection, alias: string, setting: string): string {
    const key = collection.key.map((column) => `${alias}.${quote(column)}::text`);
    const keys = arraySetting(setting, 'text');
    return `(concat_ws('${KEY_PARTS}', ${key.join(', ')}) IN (SELECT unnest(${keys})))`;
  }

  private match(lead: Lead, held: string, column: LiveColumn, alias: string, confirmed: boolean): string[] {
    if (lead.by === 'address') return equalsAny(folded(held), arraySetting(EMAILS, 'text'), column);
    if (lead.by === 'membership') {
      const inner = `${alias}m`;
      const other = collectionOf(this.map, lead.collection);
      const key = this.column(other, lead.key);
      const rows = confirmed ? this.confirmed(other, inner) : this.reached(other, inner);
      const [mine, theirs] =
        key.type === column.type && key.bytewise && column.bytewise
          ? [held, `${inner}.${quote(lead.key)}`]
          : [bytes(held, column), bytes(`${inner}.${quote(lead.key)}`, key)];
      return [`${mine} IN (SELECT ${theirs} FROM ${this.table(other)} ${inner} WHERE ${rows})`];
    }
    if (lead.after === undefined) return this.holds(lead.identifier, held, column);
    const after = this.constants.add(lead.after);
    // What follows the last of them: the whole text where there is none.
    const text = `${held}::text COLLATE "C"`;
    const last = `reverse(split_part(reverse(${text}), reverse(${after}), 1))`;
    const values = arraySetting(knownSetting(lead.identifier), this.families.get(lead.identifier) ?? 'text');
    return [`strpos(${text}, ${after}) > 0`, `${last} = ANY (${values}::text[])`];
  }

  private holds(identifier: string, held: string, column: LiveColumn): string[] {
    const family = this.families.get(identifier) ?? 'text';
    const values = arraySetting(knownSetting(identifier), family);
    return family === 'text' ? equalsAny(`${held}::text`, values, column) : [`${held} = ANY (${values})`];
  }

  table(collection: { readonly table: string }): string {
    return `${quote(this.map.schema)}.${quote(collection.table)}`;
  }
}

/** Trimmed, ASCII letters folded, every other character as it is; an index over `fold_address` serves it as well. */
export function folded(held: string): string {
  return `translate(btrim(${held}::text, E' \\t\\r\\n'), '${UPPER}', '${UPPER.toLowerCase()}')`;
}

/** Where the column's collation takes different bytes for equal, the index finds and the bytes decide. */
function equalsAny(expression: string, values: string, column: LiveColumn): string[] {
  const found = `${expression} = ANY (${values})`;
  return column.bytewise ? [found] : [found, `${expression} COLLATE "C" = ANY (${values})`];
}

function bytes(held: string, column: LiveColumn): string {
  return column.bytewise ? `${held}::text` : `${held}::text COLLATE "C"`;
}

function either(parts: readonly string[]): string {
  return parts.length === 0 ? 'false' : `(${parts.join(' OR ')})`;
}

/** An identifier compares as its own type where all columns that hold it agree, else as text. */
function identifierFamilies(map: DataMap, live: LiveSchema): Map<string, Family> {
  const families = new Map<string, Set<Family>>();
  const note = (identifier: string, table: string, column: string) => {
    const family = live.get(table)?.columns.get(column)?.family ?? 'text';
    families.set(identifier, (families.get(identifier) ?? new Set()).add(family));
  };
  for (const { table, leads, learns } of map.collections) {
    for (const lead of leads) if (lead.by === 'identifier') note(lead.identifier, table, lead.column);
    for (const { identifier, column } of learns) note(identifier, table, column);
  }
  return new Map(
    [...families].map(([name, found]) => [name, found.size === 1 ? ([...found][0] ?? 'text') : 'text']),
  );
}
