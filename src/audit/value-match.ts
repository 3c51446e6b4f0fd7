import { foldAddress } from '../platform/text/fold-address.js';
import { begins, type Bind } from './audit-conditions.js';
import { type AuditFilter } from './audit-filter.js';

/**
 * How to reach the events that have a certain personal value. Values have no number, so there are two ways: from the
 * values to their events, good for few values, or from the newest events to their values, good for many.
 */
export type Route = 'values first' | 'events first';

export type Routes = Readonly<Record<'ip' | 'q', Route>>;

/** A condition on `audit_values v`. */
export interface ValueMatch {
  readonly name: 'ip' | 'q';
  readonly condition: string;
  /** The same for whoever begins with the values: what the index of the values answers alone, so that no other one is walked. */
  readonly indexed: string;
}

export function ipMatch(filter: AuditFilter, bind: Bind): ValueMatch | undefined {
  if (filter.ip === undefined) return undefined;
  // Nothing but the field `ip` has an address.
  const indexed = `v.ip <<= ${bind(filter.ip, 'inet')}`;
  return { name: 'ip', condition: `v.field = 'ip' AND ${indexed}`, indexed };
}

export function textMatch(filter: AuditFilter, bind: Bind): ValueMatch | undefined {
  if (filter.q === undefined) return undefined;
  const beginning = begins('fold_address(left(v.value, 200))', foldAddress(filter.q), bind);
  const condition = `v.field <> 'ip' AND ${beginning}`;
  return { name: 'q', condition, indexed: condition };
}

/** The condition on `audit_events e` that has a matching value, written so that the database takes this route. */
export function hasValue({ condition, indexed }: ValueMatch, route: Route): string {
  if (route === 'values first') {
    // The planner takes an array of unknown length for a short one, and begins with it.
    return `e.id = ANY (ARRAY(SELECT v.event FROM audit_values v WHERE ${indexed}))`;
  }
  // A scalar subquery is never turned into a join.
  return `(SELECT true FROM audit_values v WHERE v.event = e.id AND ${condition} LIMIT 1)`;
}
