import { foldAddress } from '../platform/text/fold-address.js';
import { begins, type Bind } from './audit-conditions.js';
import { type AuditFilter } from './audit-filter.js';

/**
 * How to reach the events that have a certain personal value. Values have no number, so there are two ways: from the
 * values to their events, good for few values, or from the newest events to their values, good for many.
 */
export type Route = 'values first' | 'events first' | 'as planned';

/** A condition on `audit_values v`. */
export interface ValueMatch {
  readonly name: 'ip' | 'q';
  readonly condition: string;
}

export function ipMatch(filter: AuditFilter, bind: Bind): ValueMatch | undefined {
  if (filter.ip === undefined) return undefined;
  return { name: 'ip', condition: `v.field = 'ip' AND v.ip <<= ${bind(filter.ip, 'inet')}` };
}

export function textMatch(filter: AuditFilter, bind: Bind): ValueMatch | undefined {
  if (filter.q === undefined) return undefined;
  const beginning = begins('fold_address(left(v.value, 200))', foldAddress(filter.q), bind);
  return { name: 'q', condition: `v.field <> 'ip' AND ${beginning}` };
}

/** The condition on `audit_events e` that has a matching value, written so that the database takes this route. */
export function hasValue({ condition }: ValueMatch, route: Route): string {
  if (route === 'values first') {
    // The planner takes an array of unknown length for a short one, and begins with it.
    return `e.id = ANY (ARRAY(SELECT v.event FROM audit_values v WHERE ${condition}))`;
  }
  const own = `FROM audit_values v WHERE v.event = e.id AND ${condition}`;
  // A scalar subquery is never turned into a join.
  return route === 'events first' ? `(SELECT true ${own} LIMIT 1)` : `EXISTS (SELECT ${own})`;
}

/**
 * Answers, per match, how many values there are, up to a limit as `most`. A page costs about one look-up a value on the
 * first route, and page * events / values look-ups on the second: both are equal at the square root of page * events,
 * so a match that reaches this limit takes the second. Neither then costs more than the limit, as long as matches
 * are not all among the oldest events.
 */
export function countSelect(matches: readonly ValueMatch[], page: number, bind: Bind): string {
  const counts = matches.map(
    ({ name, condition }) =>
      `(SELECT count(*) FROM (SELECT FROM audit_values v WHERE ${condition} LIMIT c.most) few) AS ${name}`,
  );
  return `SELECT c.most, ${counts.join(', ')}
    FROM (SELECT ceil(sqrt(${bind(String(page), 'float8')} * (coalesce(max(seq), 0) + 1)))::bigint AS most
          FROM audit_events) c`;
}
