import { type Bind } from '../audit-conditions.js';
import { type AuditFilter } from '../audit-filter.js';
import { type Plan } from './plan.js';
import { remaining } from './remaining.js';
import { indexedParts, isIndexed } from './indexed-part.js';
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
  const named = plan.sources.map(
    (source, index) => `s${index} AS MATERIALIZED (${sourceSelect(source, stretch, bind)}),`,
  );
  const ends = plan.sources.flatMap((source, index) => endOf(source, `s${index}`, stretch, bind));
  return `WITH ${named.join(' ')}
    walked AS MATERIALIZED (SELECT greatest(${[lowest, ...ends].join(', ')}) AS seq),
    hits AS MATERIALIZED (${hitsSelect(filter, plan, stretch, bind)} ${limit})
    SELECT w.seq AS walked_from, h.* FROM walked w LEFT JOIN (
      SELECT e.seq, ${read.columns} FROM hits e
      ${read.values === undefined ? '' : `CROSS JOIN LATERAL (${read.values}) v`}
    ) h ON true ORDER BY h.seq DESC`;
}

/** Candidates are taken in their order, so that none is tested once there are enough. */
function hitsSelect(filter: AuditFilter, plan: Plan, stretch: Stretch, bind: Bind): string {
  if (plan.sources.length === 0) {
    const tests = remaining(filter, plan.answered, stretch, bind);
    return `SELECT e.* FROM audit_events e WHERE ${[within(stretch, bind), ...tests].join(' AND ')} ORDER BY e.seq DESC`;
  }
  const union = plan.sources.map((_, index) => `SELECT seq FROM s${index}`).join(' UNION ');
  const indexed = indexedParts(filter).filter(({ part }) => part !== plan.answered);
  const probes = indexed.map((part) => isIndexed(part, 'c.seq', bind));
  const rest = { ...filter, ...Object.fromEntries(indexed.map(({ part }) => [part, undefined])) };
  const tests = remaining(rest, plan.answered, undefined, bind);
  return `SELECT e.* FROM (
      SELECT c.seq FROM (${union}) c
      WHERE ${['c.seq >= (SELECT seq FROM walked)', ...probes].join(' AND ')} ORDER BY c.seq DESC
    ) c JOIN audit_events e ON e.seq = c.seq
    WHERE ${[within(stretch, bind), ...tests].join(' AND ')} ORDER BY c.seq DESC`;
}

/** A source that gave as many events as it may can have more before its last one. */
function endOf(source: Source, name: string, { most }: Stretch, bind: Bind): string[] {
  if (source.kind !== 'keyed') return [];
  return [`(SELECT min(seq) FROM ${name} HAVING count(*) >= ${bind(String(most), 'bigint')})`];
}
