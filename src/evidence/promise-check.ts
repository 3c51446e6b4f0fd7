import { type DataSource, type EntityManager } from 'typeorm';
import { type PromiseId } from '../policy/promises.js';

/** No statement of a check runs for longer, in milliseconds. */
const LONGEST_STATEMENT = 10_000;

export const CHECK_OUTCOMES = ['passed', 'failed', 'unknown'] as const;

/** `unknown`: the portal cannot tell, for the reason given. */
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** Why nothing can be told. */
export const UNKNOWN_REASONS = ['nothing_to_look_at', 'not_in_use', 'not_visible', 'error'] as const;

/** What is wrong. */
export const FAILURES = [
  'extra_columns',
  'public_values',
  'unapproved_shown',
  'unapproved_picture',
  'lives_too_long',
  'cookie_differs',
  'session_differs',
  'session_stays',
  'value_differs',
  'set_unasked',
  'no_ip',
  'ip_not_in_mail',
  'comments_purged',
  'known_waits',
  'unmapped',
  'not_editable',
  'username_editable',
  'not_erased',
  'no_reason',
  'copy_lost',
  'checksum',
  'no_receipt',
  'not_in_ledger',
  'not_searched',
  'bad_hold',
  'review_overdue',
  'retention_overdue',
  'embed_not_listed',
  'embed_loaded',
  'image_tells',
  'not_warned',
  'payload_differs',
  'recipient_missing',
  'published_unchecked',
  'banner_incomplete',
  'bare_record',
  'counts_too_long',
  'unknown_cookie',
  'not_listed',
  'not_named',
] as const;

export type UnknownReason = (typeof UNKNOWN_REASONS)[number];
export type Failure = (typeof FAILURES)[number];

/** Counts, lengths in seconds (`...Seconds`) and instants (RFC 3339) by name; nothing of any person. */
export type Figures = Readonly<Record<string, number | string>>;

export interface CheckResult {
  readonly outcome: CheckOutcome;
  readonly reason?: UnknownReason | Failure;
  readonly figures: Figures;
}

/** Looks whether the running portal keeps a promise: at rows as they lie, and at what its services do. */
export interface PromiseCheck {
  check(promise: PromiseId): Promise<CheckResult>;
}

export function unknown(reason: UnknownReason, figures: Figures = {}): CheckResult {
  return { outcome: 'unknown', reason, figures };
}

/** Failed for the first of these reasons that is true; else passed. */
export function verdict(
  figures: Figures,
  ...wrong: readonly (readonly [reason: Failure, found: boolean])[]
): CheckResult {
  const failure = wrong.find(([, found]) => found);
  return failure === undefined
    ? { outcome: 'passed', figures }
    : { outcome: 'failed', reason: failure[0], figures };
}

/** One row of counts, read without changing anything. */
export async function looked<Row>(
  database: DataSource,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return database.transaction(async (manager) => {
    await manager.query('SET TRANSACTION READ ONLY');
    await manager.query(`SET LOCAL statement_timeout = ${LONGEST_STATEMENT}`);
    return manager.query<Row[]>(sql, [...values]);
  });
}

/** Does the work for good and all but its effect: the transaction is undone whatever it comes to. */
export async function undone<Seen>(
  database: DataSource,
  work: (manager: EntityManager) => Promise<Seen>,
): Promise<Seen> {
  const runner = database.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query(`SET LOCAL statement_timeout = ${LONGEST_STATEMENT}`);
    return await work(runner.manager);
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
  }
}
