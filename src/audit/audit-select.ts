import { ITEM, MASKED_ITEM, TIME } from './audit-json.js';
import { begins, type Bind, eventConditions, periodBounds } from './audit-conditions.js';
import { type AuditFilter } from './audit-filter.js';
import { hasValue, ipMatch, type Routes, textMatch } from './value-match.js';

/** One page: the newest events before a number. */
export interface Window {
  readonly before: number | undefined;
  readonly most: number;
}

/** Numbers of one piece of the log, from the first on and before the other. */
export interface Piece {
  readonly from: number;
  readonly before: number;
}

/** What is written of events, and how values are bound. */
export interface Writing {
  readonly bind: Bind;
  /** Whether personal values are named only. */
  readonly masked: boolean;
  /** Of which numbers; all unless given. */
  readonly piece?: Piece;
}

/** An event's personal values by their names; null where none is kept. */
const PERSONAL = 'SELECT jsonb_object_agg(field, value) AS personal FROM audit_values WHERE event = e.id';

const PERSONAL_COLUMNS = ['userAgent', 'email', 'username', 'name', 'reason', 'text'];

/** One event by its number, with its leaf, and whether the log goes on after it. */
export const oneSelect = withValues(
  ITEM.values,
  `(${ITEM.text})::json AS item, e.leaf, EXISTS (SELECT FROM audit_events WHERE seq = e.seq + 1) AS newer`,
  'SELECT * FROM audit_events WHERE seq = $1',
);

/** Every match as one JSON text a row, the newest first. */
export function jsonSelect(filter: AuditFilter, routes: Routes, { bind, masked, piece }: Writing): string {
  const { text, values } = masked ? MASKED_ITEM : ITEM;
  return withValues(values, text, everyMatch(filter, routes, bind, piece));
}

/** How many matches there are. */
export function countSelect(filter: AuditFilter, routes: Routes, bind: Bind): string {
  return `SELECT count(*)::float8 AS count FROM (${everyMatch(filter, routes, bind)}) e`;
}

/** Every match as columns, the newest first, safe to open in a spreadsheet. */
export function csvSelect(filter: AuditFilter, routes: Routes, { bind, masked, piece }: Writing): string {
  const open = `e.seq, ${TIME} AS at, e.action, e.outcome, e.actor_type AS "actorType", e.actor, e.subject, e.reference`;
  const personal = PERSONAL_COLUMNS.map((field) => `${harmless(`v.personal ->> '${field}'`)} AS "${field}"`);
  const rest = masked
    ? `e.detail, array_to_string(v.masked, ' ') AS masked`
    : `v.personal ->> 'ip' AS ip, e.detail, ${personal.join(', ')}`;
  return withValues(
    masked ? MASKED_ITEM.values : PERSONAL,
    `${open}, ${rest}`,
    everyMatch(filter, routes, bind, piece),
  );
}

function everyMatch(filter: AuditFilter, routes: Routes, bind: Bind, piece?: Piece): string {
  const all = conditions(filter, routes, bind);
  if (piece !== undefined) {
    all.push(
      `e.seq >= ${bind(String(piece.from), 'bigint')} AND e.seq < ${bind(String(piece.before), 'bigint')}`,
    );
  }
  const places = textPlaces(filter, routes, bind);
  if (places.length > 0) all.push(inAnyPlace(places, routes));
  return `SELECT e.* FROM audit_events e ${where(all)} ORDER BY e.seq DESC`;
}

/** A walk that passes every event tests them on its way; else each place has an index to begin with. */
function inAnyPlace(places: readonly string[], routes: Routes): string {
  if (routes.q === 'events first') return `(${places.join(' OR ')})`;
  return `e.seq IN (${places.map((place) => `SELECT e.seq FROM audit_events e WHERE ${place}`).join(' UNION ALL ')})`;
}

function conditions(filter: AuditFilter, routes: Routes, bind: Bind): string[] {
  const ip = ipMatch(filter, bind);
  const { from, before } = periodBounds(filter, bind);
  const all = eventConditions(filter, bind);
  if (from !== undefined) all.push(`e.seq >= ${from}`);
  if (before !== undefined) all.push(`e.seq < ${before}`);
  return ip === undefined ? all : [...all, hasValue(ip, routes.ip)];
}

/** Where a text can begin: each a condition with an index of its own, which an OR of them would not have. */
function textPlaces(filter: AuditFilter, routes: Routes, bind: Bind): string[] {
  const match = textMatch(filter, bind);
  if (filter.q === undefined || match === undefined) return [];
  return [
    begins('e.action', filter.q.toLowerCase(), bind),
    begins('e.reference', filter.q.toUpperCase(), bind),
    hasValue(match, routes.q),
  ];
}

/**
 * Joins their values, as `v`, to the chosen events alone, one look-up an event, so that memory does not grow with their
 * number.
 */
function withValues(values: string, columns: string, events: string): string {
  return `SELECT ${columns} FROM (${events}) e CROSS JOIN LATERAL (${values}) v ORDER BY e.seq DESC`;
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
function harmless(cell: string): string {
  return `CASE WHEN ${cell} ~ '^[-=+@＝＋－＠\\t\\r\\n]' THEN '''' || (${cell}) ELSE ${cell} END`;
}

function where(all: readonly string[]): string {
  return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
}
