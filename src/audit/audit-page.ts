import { type EntityManager } from 'typeorm';
import { type AuditFilter } from './audit-filter.js';
import { type AuditItem } from './audit-item.js';
import { countSelect, facetSelect, pageSelect, type Window } from './audit-select.js';
import { chooseRoutes, parameters, type Query, WALK } from './value-routes.js';

/** As many as an export is likely to have. */
const MANY = 10_000;

/** How many of the counted matches have this action and this outcome. */
export interface Facet {
  readonly action: string;
  readonly outcome: string;
  readonly count: number;
}

/** Reads one page of a checked filter, inside a transaction of its own. */
export async function readPage(
  manager: EntityManager,
  filter: AuditFilter,
  window: Window,
): Promise<AuditItem[]> {
  const query = await walking(manager);
  const routes = await chooseRoutes(query, filter, window.most);
  const values: string[] = [];
  const select = pageSelect(filter, window, routes, parameters(values));
  const rows = await query<{ item: AuditItem }>(select, values);
  return rows.map(({ item }) => item);
}

/** Counts the newest matches of a checked filter, at most so many, inside a transaction of its own. */
export async function countFacets(
  manager: EntityManager,
  filter: AuditFilter,
  most: number,
): Promise<Facet[]> {
  const query = await walking(manager);
  const routes = await chooseRoutes(query, filter, most);
  const values: string[] = [];
  const select = facetSelect(filter, most, routes, parameters(values));
  return query<Facet>(select, values);
}

/** How many matches a checked filter has: as long as an export of them, inside a transaction of its own. */
export async function countMatches(manager: EntityManager, filter: AuditFilter): Promise<number> {
  const query = await walking(manager);
  const routes = await chooseRoutes(query, filter, MANY);
  const values: string[] = [];
  const [row] = await query<{ count: number }>(countSelect(filter, routes, parameters(values)), values);
  return row?.count ?? 0;
}

/** Makes the transaction one that walks along indexes. */
async function walking(manager: EntityManager): Promise<Query> {
  const query: Query = (statement, values) => manager.query(statement, values);
  await query('SET TRANSACTION READ ONLY', []);
  await query(
    'SELECT set_config(name, value, true) FROM unnest($1::text[], $2::text[]) AS s (name, value)',
    [Object.keys(WALK), Object.values(WALK)].map((list) => `{${list.join(',')}}`),
  );
  return query;
}
