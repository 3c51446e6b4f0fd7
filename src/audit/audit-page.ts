import { type EntityManager } from 'typeorm';
import { type Bind } from './audit-conditions.js';
import { type AuditFilter } from './audit-filter.js';
import { type AuditItem } from './audit-item.js';
import { pageSelect, type Routes, type Window } from './audit-select.js';
import { countSelect, ipMatch, textMatch, type ValueMatch } from './value-match.js';

/** Reads one page of a checked filter, inside a transaction of its own. */
export async function readPage(
  manager: EntityManager,
  filter: AuditFilter,
  window: Window,
): Promise<AuditItem[]> {
  await manager.query('SET TRANSACTION READ ONLY');
  // A page is a walk along indexes. What helps long analyses would only let one question take the whole machine.
  await manager.query(
    `SELECT set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
            set_config('max_parallel_workers_per_gather', '0', true)`,
  );
  const routes = await chooseRoutes(manager, filter, window.most);
  const values: string[] = [];
  const select = pageSelect(filter, window, routes, parameters(values));
  const rows = await manager.query<{ item: AuditItem }[]>(select, values);
  return rows.map(({ item }) => item);
}

/** Few values are the start of the search, many a test on its way; of two few ones the fewer start it. */
async function chooseRoutes(manager: EntityManager, filter: AuditFilter, page: number): Promise<Routes> {
  const values: string[] = [];
  const bind = parameters(values);
  const matches = [ipMatch(filter, bind), textMatch(filter, bind)].filter(
    (match): match is ValueMatch => match !== undefined,
  );
  if (matches.length === 0) return { ip: 'as planned', q: 'as planned' };
  const [row] = await manager.query<{ most: string; ip?: string; q?: string }[]>(
    countSelect(matches, page, bind),
    values,
  );
  const most = Number(row?.most);
  const ip = Number(row?.ip ?? most);
  const q = Number(row?.q ?? most);
  const fewer = ip <= q ? 'ip' : 'q';
  return {
    ip: ip < most && fewer === 'ip' ? 'values first' : 'events first',
    q: q < most && fewer === 'q' ? 'values first' : 'events first',
  };
}

function parameters(values: string[]): Bind {
  return (value, type) => `$${values.push(value)}::${type}`;
}
