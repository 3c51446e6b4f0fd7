import { type EntityManager } from 'typeorm';
import { type AuditFilter } from './audit-filter.js';
import { type AuditItem } from './audit-item.js';
import { pageSelect, type Window } from './audit-select.js';
import { chooseRoutes, parameters, type Query, WALK } from './value-routes.js';

/** Reads one page of a checked filter, inside a transaction of its own. */
export async function readPage(
  manager: EntityManager,
  filter: AuditFilter,
  window: Window,
): Promise<AuditItem[]> {
  const query: Query = (statement, values) => manager.query(statement, values);
  await query('SET TRANSACTION READ ONLY', []);
  await query(
    'SELECT set_config(name, value, true) FROM unnest($1::text[], $2::text[]) AS s (name, value)',
    [Object.keys(WALK), Object.values(WALK)].map((list) => `{${list.join(',')}}`),
  );
  const routes = await chooseRoutes(query, filter, window.most);
  const values: string[] = [];
  const select = pageSelect(filter, window, routes, parameters(values));
  const rows = await query<{ item: AuditItem }>(select, values);
  return rows.map(({ item }) => item);
}
