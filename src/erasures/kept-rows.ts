import { type HoldRule } from '../holds/hold-rules.js';
import { type DataCategory } from '../policy/purposes.js';

/** As many keys of one kind are listed in a receipt; the rest are counted. */
export const LISTED = 1000;

/** Rows of one collection that the same holds kept, in whole or in part. */
export interface KeptRows {
  readonly source: string;
  readonly collection: string;
  /** Empty where whole rows are kept. */
  readonly categories: readonly DataCategory[];
  readonly holds: readonly string[];
  readonly count: number;
  /** The first keys, their parts joined by a comma. */
  readonly records: readonly string[];
  /** Not rows but values that they held before they were edited. */
  readonly earlier?: true;
}

/** Rows of one collection that the data map keeps until the same day, whether holds keep them as well or not. */
export interface RetainedKept {
  readonly source: string;
  readonly collection: string;
  /** Local date: the last day; absent where no end is known. */
  readonly until?: string;
  readonly count: number;
  /** The first keys, their parts joined by a comma. */
  readonly records: readonly string[];
}

/** What an erasure left, to whom. A row may be among both. */
export interface Kept {
  readonly held: readonly KeptRows[];
  readonly retained: readonly RetainedKept[];
}

/** Whether a retention has a day on which the erasure goes on. */
export function endsLater({ retained }: Kept): boolean {
  return retained.some(({ until }) => until !== undefined);
}

/** Whether something is kept that this erasure has to look at again (I3). */
export function defers(kept: Kept): boolean {
  return kept.held.length > 0 || endsLater(kept);
}

/** The holds that a person may know of among those that kept a row; none where all hide that they exist. */
export function visibleRules(kept: KeptRows, rules: readonly HoldRule[]): HoldRule[] {
  return rules.filter(({ id, visibility }) => kept.holds.includes(id) && visibility !== 'existence-hidden');
}
