import { begins, type Bind } from '../audit-conditions.js';
import { type AuditFilter } from '../audit-filter.js';
import { ipMatch, textMatch } from '../value-match.js';
import { type Query, parameters } from '../value-routes.js';
import { type IndexedPart, indexedParts, isOneOf, type Part } from './indexed-part.js';
import { type Source, type Span, within } from './source.js';

/** How a search is made: where it begins, and which part of the filter that answers already. */
export interface Plan {
  /** None: every event is looked at. */
  readonly sources: readonly Source[];
  readonly answered?: Part;
  /** How many events the sources lead to at least. */
  readonly count?: number;
}

type Way = Plan & { readonly count: number };

/** Counted at most: beyond it an index is as good as any other. */
const MOST_KEYED = 2000;
/** Values whose events are looked up all at once. */
const FEW = 200;
/** Values and references whose rows tell where they are, and are read for it. */
const MOST_ROWS = 1000;
/** Addresses whose events are found stretch by stretch; their index tells them without their rows. */
const MOST_ADDRESSES = 5000;

const EVERY: Plan = { sources: [] };

/**
 * The way that leads past the fewest events. Nothing is counted where there is only one; the planner's guesses at the
 * beginnings of texts and at networks are wrong by orders of magnitude.
 */
export async function planSearch(query: Query, filter: AuditFilter, span: Span): Promise<Plan> {
  const keyed = indexedParts(filter);
  const actions = await actionsOf(query, filter, span);
  if (filter.action?.endsWith('*') === true) {
    keyed.push({ part: 'action', column: 'action', keys: actions.room });
  }
  const [only] = keyed;
  if (only !== undefined && keyed.length === 1 && filter.ip === undefined && filter.q === undefined) {
    return { sources: [sourceOf(only)], answered: only.part };
  }
  if (keyed.length === 0 && filter.ip === undefined && filter.q === undefined) return EVERY;
  const ways = await countWays(query, filter, span, keyed, actions.text);
  return ways.reduce<Plan & { count?: number }>(
    (best, way) => (best.count === undefined || way.count < best.count ? way : best),
    EVERY,
  );
}

const sourceOf = ({ column, keys }: IndexedPart): Source => ({ kind: 'keyed', column, keys });

/** The log's actions in the room that is asked for, and those that begin with the text. */
async function actionsOf(
  query: Query,
  { action, q }: AuditFilter,
  span: Span,
): Promise<{ readonly room: string[]; readonly text: string[] }> {
  const room = action?.endsWith('*') === true ? await actionsWith(query, action.slice(0, -1), span) : [];
  return { room, text: q === undefined ? [] : await actionsWith(query, q.toLowerCase(), span) };
}

/** Steps from one action to the next along the index: there are few, and each stands there millions of times. */
async function actionsWith(query: Query, prefix: string, span: Span): Promise<string[]> {
  const values: string[] = [];
  const bind = parameters(values);
  const next = (after: string) => `SELECT e.action FROM audit_events e
    WHERE ${begins('e.action', prefix, bind)} ${after} ORDER BY e.action USING ~<~ LIMIT 1`;
  const rows = await query<{ action: string }>(
    `WITH RECURSIVE a AS (
       (${next('')}) UNION ALL SELECT (${next('AND e.action ~>~ a.action')}) FROM a WHERE a.action IS NOT NULL
     ) SELECT action FROM a WHERE action IS NOT NULL`,
    values,
  );
  return span.high === 0 ? [] : rows.map(({ action }) => action);
}

async function countWays(
  query: Query,
  filter: AuditFilter,
  span: Span,
  keyed: readonly IndexedPart[],
  textActions: readonly string[],
): Promise<Way[]> {
  const values: string[] = [];
  const bind = parameters(values);
  const counts = keyed.map((part) => [part.part, keyedCount(part, span, bind)]);
  const ip = ipMatch(filter, bind);
  if (ip !== undefined) {
    counts.push(['ip', counted(`audit_values v WHERE ${ip.indexed}`, MOST_ADDRESSES)]);
  }
  const text = textMatch(filter, bind);
  if (text !== undefined && filter.q !== undefined) {
    const prefix = begins('e.reference', filter.q.toUpperCase(), bind);
    counts.push(['q', counted(`audit_values v WHERE ${text.indexed}`, MOST_ROWS)]);
    counts.push([
      'references',
      counted(`audit_events e WHERE ${prefix} AND ${within(span, bind)}`, MOST_ROWS),
    ]);
  }
  const [row = {}] = await query<Record<string, string>>(
    `SELECT ${counts.map(([name, count]) => `${count} AS "${name}"`).join(', ')}`,
    values,
  );
  const found = (name: string) => Number(row[name] ?? 0);
  const ways = keyed.map((part): Way => {
    return { sources: [sourceOf(part)], answered: part.part, count: found(part.part) };
  });
  return [...ways, ...addressWay(filter, found('ip')), ...textWay(filter, found, textActions)];
}

function keyedCount(part: IndexedPart, span: Span, bind: Bind): string {
  return counted(`audit_events e WHERE ${isOneOf('e', part, bind)} AND ${within(span, bind)}`, MOST_KEYED);
}

/** Up to one more than `most`, so that more can be told from as many. */
function counted(from: string, most: number): string {
  return `(SELECT count(*) FROM (SELECT FROM ${from} LIMIT ${most + 1}) few)`;
}

function addressWay(filter: AuditFilter, count: number): Way[] {
  if (filter.ip === undefined || count > MOST_ADDRESSES) return [];
  const match = (bind: Bind) => must(ipMatch(filter, bind));
  const source: Source = { kind: 'values', match, few: count <= FEW };
  return [{ sources: [source], answered: 'ip', count }];
}

/** A text begins a value, a reference or an action: all that do are its sources, where all are few. */
function textWay(filter: AuditFilter, found: (name: string) => number, actions: readonly string[]): Way[] {
  if (filter.q === undefined || found('q') > MOST_ROWS || found('references') > MOST_ROWS) return [];
  const sources: Source[] = [];
  if (found('q') > 0)
    sources.push({ kind: 'values', match: (bind) => must(textMatch(filter, bind)), few: found('q') <= FEW });
  if (found('references') > 0) sources.push({ kind: 'references', prefix: filter.q.toUpperCase() });
  sources.push({ kind: 'keyed', column: 'action', keys: actions });
  const few = found('q') + found('references');
  return [{ sources, answered: 'q', count: actions.length > 0 ? MOST_KEYED + 1 : few }];
}

function must<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('The filter has no such part.');
  return found;
}
