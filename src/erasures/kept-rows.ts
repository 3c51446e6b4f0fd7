import { type HoldRule } from '../holds/hold-rules.js';
import { type DataCategory } from '../policy/purposes.js';

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
}

/** The holds that a person may know of among those that kept a row; none where all hide that they exist. */
export function visibleRules(kept: KeptRows, rules: readonly HoldRule[]): HoldRule[] {
  return rules.filter(({ id, visibility }) => kept.holds.includes(id) && visibility !== 'existence-hidden');
}
