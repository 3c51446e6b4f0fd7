import { begins, type Bind } from '../audit-conditions.js';
import { type ValueMatch } from '../value-match.js';
import { type Column, covered, keyList, typeOf } from './indexed-part.js';

/** Numbers of events from `from` up to, but not including, `high`. */
export interface Span {
  readonly from: number;
  readonly high: number;
}

/** The part of a search that one statement looks through, so that each costs about the same. */
export interface Stretch extends Span {
  /** Events that a source by an index gives at most. */
  readonly most: number;
}

/**
 * Where a search begins: numbers of events that may match, the greatest first. What matches is among those of its sources.
 * - `keyed`: events with one of these values in a column, as many as the stretch allows;
 * - `references`: those whose reference begins with a text, for few;
 * - `values`: those with a personal value, for few: by `few` all that there are, else those of the stretch.
 */
export type Source =
  | { readonly kind: 'keyed'; readonly column: Column; readonly keys: readonly string[] }
  | { readonly kind: 'references'; readonly prefix: string }
  | { readonly kind: 'values'; readonly match: (bind: Bind) => ValueMatch; readonly few: boolean };

/** A select of `seq`, the greatest first. */
export function sourceSelect(source: Source, stretch: Stretch, bind: Bind): string {
  switch (source.kind) {
    case 'keyed':
      return keyedSelect(source, stretch, bind);
    case 'references':
      return `SELECT e.seq FROM audit_events e
        WHERE ${begins('e.reference', source.prefix, bind)} AND ${within(stretch, bind)}`;
    case 'values':
      return `SELECT e.seq FROM audit_events e
        WHERE e.id = ANY (ARRAY(${valueEvents(source.match(bind), source.few ? undefined : stretch, bind)}))
          AND ${within(stretch, bind)}`;
  }
}

/**
 * The events `v.event` of matching values; those of a stretch alone where one is given, and maybe few others. Which values
 * match is told by their index in either case: the key would pass all values of the stretch.
 */
function valueEvents({ indexed }: ValueMatch, span: Span | undefined, bind: Bind): string {
  const matching = `SELECT v.event FROM audit_values v WHERE ${indexed}`;
  if (span === undefined) return matching;
  return `SELECT v.event FROM (${matching} OFFSET 0) v WHERE ${idsWithin('v.event', span, bind)}`;
}

/** True of every id of the span's events: ids rise with the numbers nearly, and the spans know how nearly. */
export function idsWithin(column: string, { from, high }: Span, bind: Bind): string {
  const blocks = `s.block >= ${bind(String(Math.floor(from / 1000)), 'bigint')}
    AND s.block <= ${bind(String(Math.floor(Math.max(high - 1, 0) / 1000)), 'bigint')}`;
  return `${column} >= (SELECT s.least_id FROM audit_spans s WHERE ${blocks} ORDER BY s.least_id LIMIT 1)
    AND ${column} <= (SELECT s.greatest_id FROM audit_spans s WHERE ${blocks} ORDER BY s.greatest_id DESC LIMIT 1)`;
}

export function within({ from, high }: Span, bind: Bind): string {
  return `e.seq >= ${bind(String(from), 'bigint')} AND e.seq < ${bind(String(high), 'bigint')}`;
}

/** Each key has its own order in the index, so several are read one by one and then put in order. */
function keyedSelect(
  { column, keys }: Extract<Source, { kind: 'keyed' }>,
  stretch: Stretch,
  bind: Bind,
): string {
  const type = typeOf(column);
  const most = bind(String(stretch.most), 'bigint');
  const select = (key: string) => `SELECT e.seq FROM audit_events e
    WHERE e.${column} = ${key} ${covered('e', column)} AND ${within(stretch, bind)} ORDER BY e.seq DESC LIMIT ${most}`;
  const [only] = keys;
  if (keys.length === 1 && only !== undefined) return select(bind(only, type));
  return `SELECT c.seq FROM unnest(${keyList(column, keys, bind)}) AS k (key) CROSS JOIN LATERAL (${select('k.key')}) c
    ORDER BY c.seq DESC LIMIT ${most}`;
}
