import { type EntityManager } from 'typeorm';
import { type AuditFilter } from './audit-filter.js';
import { type AuditItem } from './audit-item.js';
import { ITEM } from './audit-json.js';
import { countSelect, type Window } from './audit-select.js';
import { type Budget, walk, WALK_SETTINGS, type Walked } from './search/walk.js';
import { chooseRoutes, parameters, type Query } from './value-routes.js';
import { WALK } from './walk-settings.js';

/** As many as an export is likely to have. */
const MANY = 10_000;

/** How many of the counted matches have this action and this outcome. */
export interface Facet {
  readonly action: string;
  readonly outcome: string;
  readonly count: number;
}

/** A page as far as the time for it went. */
export interface ReadPage {
  readonly items: readonly AuditItem[];
  /** Every event from this number on was looked at. */
  readonly from: number;
  /** Whether nothing before that one can match. */
  readonly ended: boolean;
  /** When the event with that number happened; absent where the page is whole. */
  readonly at?: Date;
}

/** Reads one page of a checked filter, inside a transaction of its own. */
export async function readPage(
  manager: EntityManager,
  filter: AuditFilter,
  window: Window,
  budget?: Budget,
): Promise<ReadPage> {
  const query = await walking(manager, WALK_SETTINGS);
  const read = { columns: `(${ITEM.text})::json AS item`, values: ITEM.values };
  const { rows, from, ended } = await walk<{ item: AuditItem }>(query, filter, window, read, budget);
  const page = { items: rows.map(({ item }) => item), from, ended };
  return ended || rows.length >= window.most ? page : { ...page, at: await timeAt(query, from) };
}

/** Counts the newest matches of a checked filter, at most so many, inside a transaction of its own. */
export async function countFacets(
  manager: EntityManager,
  filter: AuditFilter,
  most: number,
): Promise<{ readonly facets: readonly Facet[]; readonly estimated: boolean }> {
  const query = await walking(manager, WALK_SETTINGS);
  const window = { before: undefined, most };
  const found: Walked<Omit<Facet, 'count'>> = await walk(query, filter, window, {
    columns: 'e.action, e.outcome',
  });
  return { facets: tally(found.rows), estimated: !found.ended };
}

/** How many matches a checked filter has: as long as an export of them, inside a transaction of its own. */
export async function countMatches(manager: EntityManager, filter: AuditFilter): Promise<number> {
  const query = await walking(manager, { ...WALK, transaction_read_only: 'on' });
  const routes = await chooseRoutes(query, filter, MANY);
  const values: string[] = [];
  const [row] = await query<{ count: number }>(countSelect(filter, routes, parameters(values)), values);
  return row?.count ?? 0;
}

function tally(rows: readonly Omit<Facet, 'count'>[]): Facet[] {
  const facets = new Map<string, Facet>();
  for (const { action, outcome } of rows) {
    const key = `${action} ${outcome}`;
    facets.set(key, { action, outcome, count: (facets.get(key)?.count ?? 0) + 1 });
  }
  return [...facets.values()].sort((one, other) => other.count - one.count);
}

async function timeAt(query: Query, seq: number): Promise<Date | undefined> {
  const [row] = await query<{ at: Date }>(
    'SELECT at FROM audit_events WHERE seq >= $1 ORDER BY seq LIMIT 1',
    [String(seq)],
  );
  return row?.at;
}

/** Makes the transaction one that reads along indexes. */
async function walking(manager: EntityManager, settings: Readonly<Record<string, string>>): Promise<Query> {
  const query: Query = (statement, values) => manager.query(statement, values);
  await query(
    'SELECT set_config(name, value, true) FROM unnest($1::text[], $2::text[]) AS s (name, value)',
    [Object.keys(settings), Object.values(settings)].map((list) => `{${list.join(',')}}`),
  );
  return query;
}
