import { begins, type Bind, eventConditions } from '../audit-conditions.js';
import { type AuditFilter } from '../audit-filter.js';
import { hasValue, ipMatch, textMatch, type ValueMatch } from '../value-match.js';
import { type Part } from './indexed-part.js';
import { idsWithin, type Span } from './source.js';

/**
 * Conditions on `audit_events e` for the parts of a filter that the sources do not answer.
 * @param walked where every event of a span is looked at: their values are then read together, else one by one
 */
export function remaining(
  filter: AuditFilter,
  answered: Part | undefined,
  walked: Span | undefined,
  bind: Bind,
): string[] {
  const rest = answered === undefined ? filter : { ...filter, [answered]: undefined };
  const has = (match: ValueMatch) =>
    walked === undefined ? hasValue(match, 'events first') : isAmong(match, walked, bind);
  const tests = eventConditions(rest, bind);
  const ip = ipMatch(rest, bind);
  if (ip !== undefined) tests.push(has(ip));
  const text = textMatch(rest, bind);
  if (text !== undefined && rest.q !== undefined) {
    tests.push(
      `(${begins('e.action', rest.q.toLowerCase(), bind)}
        OR coalesce(${begins('e.reference', rest.q.toUpperCase(), bind)}, false) OR ${has(text)})`,
    );
  }
  return tests;
}

/** By the key of the values, which lie in the order of events: an index by value would begin anywhere. */
function isAmong({ condition }: ValueMatch, span: Span, bind: Bind): string {
  const values = `SELECT v.* FROM audit_values v WHERE ${idsWithin('v.event', span, bind)}`;
  return `(e.id IN (SELECT v.event FROM (${values} OFFSET 0) v WHERE ${condition})) IS TRUE`;
}
