import { escapeIdentifier as quote } from 'pg';
import { type Collection } from '../map/data-map.js';
import { datedRetention, staysUnsigned } from '../map/erased-columns.js';
import { type Predicates } from './predicates.js';
import { TODAY, ZONE } from './settings.js';

/** Whether a row's retention keeps it, as SQL over the table's alias `t`. */
export interface RetentionFacts {
  /** True of a row that is kept today; never null. */
  readonly retained: string;
  /** The last day on which it is kept; null of a row that is not, and of one whose date is unknown. */
  readonly until: string;
  /** True of a row that stays as it is; of others the retention lets names be taken. */
  readonly untouched: string;
}

/** Dates from here on stand for none: adding to them could go beyond what a date can hold. */
const FAR = `'9000-01-01'`;

/** Most last days that are told apart; whatever ends later is told by the last one. */
const MOST_DAYS = 100;

const NONE: RetentionFacts = { retained: 'false', until: 'NULL::date', untouched: 'false' };
const UNSIGNED: RetentionFacts = { ...NONE, retained: 'true' };

/** A row is kept on its last day, and while nobody knows which day that is. */
export function retentionOf(collection: Collection, predicates: Predicates): RetentionFacts {
  if (staysUnsigned(collection)) return UNSIGNED;
  const rule = datedRetention(collection);
  if (rule === undefined || collection.date === undefined) return NONE;
  const held = `t.${quote(collection.date)}`;
  const { type } = predicates.column(collection, collection.date);
  const end = `CASE WHEN isfinite(${held}) AND ${held} < ${FAR}
    THEN (${dayOf(held, type)} + ${predicates.constants.add(rule.for)}::interval)::date END`;
  const concerned = ['true', ...predicates.conditions(collection, rule.where)].join(' AND ');
  const retained = `((${concerned}) IS TRUE AND coalesce(${end} >= (SELECT current_setting('${TODAY}')::date), true))`;
  return { retained, untouched: retained, until: `CASE WHEN ${retained} THEN ${end} END` };
}

/** The calendar day where the office is; a time without a zone is one of UTC. */
function dayOf(held: string, type: string): string {
  if (type === 'date') return held;
  const zone = `(SELECT current_setting('${ZONE}'))`;
  const instant = type === 'timestamp with time zone' ? held : `(${held} AT TIME ZONE 'UTC')`;
  return `(${instant} AT TIME ZONE ${zone})::date`;
}

/** A JSON array with how many rows of `rows`, which has `retained` and `until`, are kept until which day; in order. */
export function retainedDays(rows: string): string {
  return `(SELECT coalesce(jsonb_agg(jsonb_build_object('until', d.until, 'rows', d.rows) ORDER BY d.place), '[]') FROM (
      SELECT p.place, max(p.until) AS until, sum(p.rows) AS rows FROM (
        SELECT u.until, count(*) AS rows,
               CASE WHEN u.until IS NULL THEN ${MOST_DAYS + 1}
                    ELSE least(row_number() OVER (ORDER BY u.until), ${MOST_DAYS}) END AS place
        FROM ${rows} u WHERE u.retained GROUP BY u.until
      ) p GROUP BY p.place
    ) d)`;
}
