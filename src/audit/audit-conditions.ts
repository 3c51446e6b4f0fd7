import { type AuditFilter } from './audit-filter.js';

/** Hands a value to the statement and answers the expression that reads it, so that none is ever spliced into SQL. */
export type Bind = (value: string, type: string) => string;

/** The conditions on columns of `audit_events e`. Each has an index that ends with `seq`, the order of every search. */
export function eventConditions(filter: AuditFilter, bind: Bind): string[] {
  const given: string[] = [];
  if (filter.action !== undefined) given.push(onAction(filter.action, bind));
  if (filter.actor !== undefined) given.push(isOneOf('e.actor', filter.actor, bind));
  if (filter.actorType !== undefined) given.push(`e.actor_type = ${bind(filter.actorType, 'text')}`);
  if (filter.subject !== undefined) given.push(isOneOf('e.subject', filter.subject, bind));
  if (filter.reference !== undefined) given.push(`e.reference = ${bind(filter.reference, 'text')}`);
  if (filter.outcome !== undefined) given.push(`e.outcome = ${bind(filter.outcome, 'text')}`);
  if (filter.from !== undefined) given.push(notBefore(bind(filter.from, 'timestamptz')));
  if (filter.to !== undefined) given.push(before(bind(filter.to, 'timestamptz')));
  return given;
}

/**
 * `column` begins with `prefix`, as a range over an index with text_pattern_ops: LIKE would use the index only where
 * the planner knows the pattern beforehand.
 */
export function begins(column: string, prefix: string, bind: Bind): string {
  const after = followingPrefix(prefix);
  const low = `${column} ~>=~ ${bind(prefix, 'text')}`;
  return after === undefined ? low : `${low} AND ${column} ~<~ ${bind(after, 'text')}`;
}

/** One value keeps the order of the index, which a list would lose. Pseudonyms are UUIDs, so nothing needs quoting. */
function isOneOf(column: string, ids: readonly string[], bind: Bind): string {
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return `${column} = ${bind(only, 'uuid')}`;
  return `${column} = ANY (${bind(`{${ids.join(',')}}`, 'uuid[]')})`;
}

function onAction(action: string, bind: Bind): string {
  if (action.endsWith('*')) return begins('e.action', action.slice(0, -1), bind);
  return `e.action = ${bind(action, 'text')}`;
}

// An event may have a later number than its time suggests. The spans give the least and the greatest number that
// events of a period can have, so the walk by seq starts and ends there.
function notBefore(from: string): string {
  return `e.at >= ${from} AND e.seq >= coalesce(
    (SELECT min(s.block) * 1000 FROM audit_spans s WHERE s.latest >= ${from}), 9007199254740991)`;
}

function before(to: string): string {
  return `e.at < ${to} AND e.seq < coalesce(
    (SELECT max(s.block) * 1000 + 1000 FROM audit_spans s WHERE s.earliest < ${to}), 0)`;
}

/** The least text that sorts after every text with this prefix, byte by byte; undefined where there is none. */
function followingPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last === 0x10ffff) continue;
    // Between U+D7FF and U+E000 lie the surrogates, which no text contains.
    return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
}
