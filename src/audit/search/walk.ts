import { periodBounds } from '../audit-conditions.js';
import { type AuditFilter } from '../audit-filter.js';
import { parameters, type Query } from '../value-routes.js';
import { WALK } from '../walk-settings.js';
import { type Plan, planSearch } from './plan.js';
import { type Span, type Stretch } from './source.js';
import { type Read, stepSelect } from './step-select.js';

/** What a walk through the log found. */
export interface Walked<Row> {
  /** The newest first. */
  readonly rows: Row[];
  /** Every event from this number on was looked at. */
  readonly from: number;
  /** No event before that one can match. */
  readonly ended: boolean;
}

/** Milliseconds that a walk has; the statement that is under way then is its last. */
const BUDGET = 20;
/** Milliseconds that one statement should take. */
const STATEMENT = 5;
/** Events that the first statement looks at where it has to test each, and where it looks them up by their values. */
const FIRST = 500;
const FIRST_OF_VALUES = 200;
/** Numbers that the first statement passes where it looks at every event, and where it reads their values as well. */
const FIRST_STRETCH = 4000;
const FIRST_WITH_VALUES = 1000;
const MOST_AT_ONCE = 50_000;

/** Makes the transaction one that walks along indexes: each statement begins at an end of one and takes few rows. */
export const WALK_SETTINGS: Readonly<Record<string, string>> = {
  ...WALK,
  transaction_read_only: 'on',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
};

/** How long a walk may take, in milliseconds, and by which clock. */
export interface Budget {
  readonly milliseconds: number;
  /** How much the first statement looks at, against the usual. */
  readonly first: number;
  now(): number;
}

const usual: Budget = { milliseconds: BUDGET, first: 1, now: () => performance.now() };

/**
 * The newest matches of a checked filter before a number, by statements of a few milliseconds each, until there are enough,
 * no more, or no time. At least one statement is made, and each comes nearer to the end.
 */
export async function walk<Row>(
  query: Query,
  filter: AuditFilter,
  { before, most }: { readonly before: number | undefined; readonly most: number },
  read: Read,
  budget: Budget = usual,
): Promise<Walked<Row>> {
  const started = budget.now();
  const span = await bounds(query, filter, before);
  const rows: Row[] = [];
  let high = span.high;
  if (high <= span.from) return { rows, from: span.from, ended: true };
  const plan = await planSearch(query, filter, span);
  let size = firstSize(plan, filter, span, most) * budget.first;
  for (;;) {
    const begun = budget.now();
    const stretch = stretchOf(plan, span.from, high, size);
    const found = await step<Row>(query, filter, plan, stretch, most - rows.length, read);
    rows.push(...found.rows);
    high = found.from;
    const ended = high <= span.from;
    if (rows.length >= most || ended) return { rows, from: high, ended };
    const now = budget.now();
    if (now - started + (now - begun) > budget.milliseconds) return { rows, from: high, ended };
    size = Math.min(size * pace(now - begun), Number.MAX_SAFE_INTEGER / 8);
  }
}

/** By how much the next statement may look at more than the last, or has to look at less. */
function pace(took: number): number {
  return Math.min(4, Math.max(0.25, STATEMENT / Math.max(took, 0.1)));
}

/** A size is in events that are looked at, or in numbers that are passed where a stretch of them is. */
function firstSize({ sources, count = 0 }: Plan, filter: AuditFilter, span: Span, most: number): number {
  if (sources.length === 0) {
    return filter.ip === undefined && filter.q === undefined ? FIRST_STRETCH : FIRST_WITH_VALUES;
  }
  // As many numbers as have so many of the source's events, if these lie evenly.
  if (sources.some((source) => source.kind === 'values' && !source.few)) {
    return Math.ceil(((span.high - span.from) * FIRST_OF_VALUES) / count);
  }
  return Object.values(filter).filter((part) => part !== undefined).length === 1
    ? most
    : Math.max(most, FIRST);
}

function stretchOf({ sources }: Plan, low: number, high: number, size: number): Stretch {
  const stretched = sources.length === 0 || sources.some((source) => source.kind === 'values' && !source.few);
  const most = Math.min(Math.ceil(size), MOST_AT_ONCE);
  return { from: stretched ? Math.max(low, high - Math.ceil(size)) : low, high, most };
}

/** Numbers that events of the filter can have: a period has bounds on them, and so has a log whose beginning is dropped. */
async function bounds(query: Query, filter: AuditFilter, before: number | undefined): Promise<Span> {
  const values: string[] = [];
  const bind = parameters(values);
  const { from = '0', before: to = '9007199254740991' } = periodBounds(filter, bind);
  const high =
    before === undefined
      ? 'coalesce((SELECT max(seq) + 1 FROM audit_events), 0)'
      : bind(String(before), 'bigint');
  const [row] = await query<Record<'from' | 'high', string>>(
    `SELECT greatest((SELECT min(low) FROM audit_partitions WHERE dropped_at IS NULL), ${from}) AS from,
            least(${high}, ${to}) AS high`,
    values,
  );
  return { from: Number(row?.from), high: Number(row?.high) };
}

async function step<Row>(
  query: Query,
  filter: AuditFilter,
  plan: Plan,
  stretch: Stretch,
  most: number,
  read: Read,
): Promise<{ readonly rows: Row[]; readonly from: number }> {
  const values: string[] = [];
  const select = stepSelect(filter, plan, stretch, most, read, parameters(values));
  const found = await query<Row & { walked_from: string; seq: string | null }>(select, values);
  return {
    rows: found.filter(({ seq }) => seq !== null),
    from: Number(found[0]?.walked_from),
  };
}
