import { type Bind } from '../audit-conditions.js';
import { type AuditFilter } from '../audit-filter.js';
import { type Plan } from './plan.js';
import { remaining } from './remaining.js';
import { type Source, sourceSelect, type Stretch, within } from './source.js';

/** What of each match is read: columns of `audit_events e` with its values `v`. */
export interface Read {
  readonly columns: string;
  readonly values?: string;
}

/** One row for each match, and one at least, which says how far the sources told everything. */
export function stepSelect(
  filter: AuditFilter,
  plan: Plan,
  stretch: Stretch,
  most: number,
  read: Read,
  bind: Bind,
): string {
  const lowest = bind(String(stretch.from), 'bigint');
  const limit = `LIMIT ${bind(String(most), 'bigint')}`;
  const sources = plan.sources.map((source) => sourceSelect(source, stretch, bind));
  const named = sources.map((select, index) => `s${index} AS MATERIALIZED (${select}),`);
  const ends = plan.sources.flatMap((source, index) => endOf(source, `s${index}`, stretch, bind));
  const walked = plan.sources.length === 0 ? stretch : undefined;
  const tests = remaining(filter, plan.answered, walked, bind);
  const events =
    plan.sources.length === 0
      ? `SELECT e.seq FROM audit_events e WHERE ${[within(stretch, bind), ...tests].join(' AND ')}`
      : `SELECT e.seq FROM (${sources.map((_, index) => `SELECT seq FROM s${index}`).join(' UNION ')}) c
         JOIN audit_events e ON e.seq = c.seq
         WHERE ${['c.seq >= (SELECT seq FROM walked)', within(stretch, bind), ...tests].join(' AND ')}`;
  return `WITH ${named.join(' ')}
    walked AS MATERIALIZED (SELECT greatest(${[lowest, ...ends].join(', ')}) AS seq),
    hits AS MATERIALIZED (${events} ORDER BY e.seq DESC ${limit})
    SELECT w.seq AS walked_from, h.* FROM walked w LEFT JOIN (
      SELECT h.seq, ${read.columns} FROM hits h JOIN audit_events e ON e.seq = h.seq AND ${within(stretch, bind)}
      ${read.values === undefined ? '' : `CROSS JOIN LATERAL (${read.values}) v`}
    ) h ON true ORDER BY h.seq DESC`;
}

/** A source that gave as many events as it may can have more before its last one. */
function endOf(source: Source, name: string, { most }: Stretch, bind: Bind): string[] {
  if (source.kind !== 'keyed') return [];
  return [`(SELECT min(seq) FROM ${name} HAVING count(*) >= ${bind(String(most), 'bigint')})`];
}
