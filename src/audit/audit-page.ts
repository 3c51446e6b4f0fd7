import { type EntityManager } from 'typeorm';
import { type AuditFilter } from './audit-filter.js';
import { type AuditItem } from './audit-item.js';
import { facetSelect, pageSelect, type Window } from './audit-select.js';
import { chooseRoutes, parameters, type Query, WALK } from './value-routes.js';

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
