import { type AuditFilter } from './audit-filter.js';

/** Hands a value to the statement and answers the expression that reads it, so that none is ever spliced into SQL. */
export type Bind = (value: string, type: string) => string;

/** The conditions on columns of `audit_events e`. */
export function eventConditions(filter: AuditFilter, bind: Bind): string[] {
  const given: string[] = [];
  if (filter.action !== undefined) given.push(onAction(filter.action, bind));
  if (filter.actor !== undefined) given.push(isOneOf('e.actor', filter.actor, bind));
  if (filter.actorType !== undefined) given.push(`e.actor_type = ${bind(filter.actorType, 'text')}`);
  if (filter.subject !== undefined) given.push(isOneOf('e.subject', filter.subject, bind));
  if (filter.reference !== undefined) given.push(`e.reference = ${bind(filter.reference, 'text')}`);
  if (filter.outcome !== undefined) given.push(onOutcome(filter.outcome, bind));
  if (filter.from !== undefined) given.push(`e.at >= ${bind(filter.from, 'timestamptz')}`);
  if (filter.to !== undefined) given.push(`e.at < ${bind(filter.to, 'timestamptz')}`);
  return given;
}

/**
 * The least number that an event of the filter's period can have, and the first one beyond; absent where the period is open.
 * An event may have a later number than its time suggests; the spans know by how much.
 */
export function periodBounds(
  filter: AuditFilter,
  bind: Bind,
): { readonly from: string | undefined; readonly before: string | undefined } {
  const { from, to } = filter;
  return {
    from:
      from === undefined
        ? undefined
        : `coalesce((SELECT min(s.block) * 1000 FROM audit_spans s
             WHERE s.latest >= ${bind(from, 'timestamptz')}), 9007199254740991)`,
    before:
      to === undefined
        ? undefined
        : `coalesce((SELECT max(s.block) * 1000 + 1000 FROM audit_spans s
             WHERE s.earliest < ${bind(to, 'timestamptz')}), 0)`,
  };
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

/** The index leaves the usual outcome out, and has to be told that this is another one. */
function onOutcome(outcome: string, bind: Bind): string {
  const given = `e.outcome = ${bind(outcome, 'text')}`;
  return outcome === 'success' ? given : `${given} AND e.outcome <> 'success'`;
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
