import { type DataCategory } from '../policy/purposes.js';
import { type ErasureAction, isErasing, type Retained, type RetainedRows } from '../sources/erasing.js';
import { type HoldPurpose } from '../holds/hold-rules.js';

/** A hold that keeps rows of a collection, whole or the columns of one category. */
export interface PlannedHold {
  readonly id: string;
  readonly purpose: HoldPurpose;
  readonly citation: string;
  /** Local date. */
  readonly reviewOn: string;
  readonly category?: DataCategory;
  readonly rows: number;
}

/** Rows that the data map keeps, and why. */
export interface PlannedRetention extends Retained, RetainedRows {
  /** Local date of the next review of what is kept without an end. */
  readonly reviewOn?: string;
}

/** Rows of one collection, such as an erasure has erased. */
export interface ErasedRows {
  readonly source: string;
  readonly collection: string;
  readonly rows: number;
}

/** What an erasure would do to the person's rows of one collection. */
export interface PlannedCollection {
  readonly source: string;
  readonly collection: string;
  readonly category: DataCategory;
  /** `unreachable`: the source holds rows of the person and cannot be erased in. Of rows that are kept for a time: what follows. */
  readonly action: ErasureAction;
  /** Rows of the person, held ones included. */
  readonly count: number;
  readonly holds: readonly PlannedHold[];
  /** Values that holds keep from before the rows were edited; absent where there are none. */
  readonly heldVersions?: number;
  /** Rows that the map keeps today, by their last day; a hold may keep them as well. */
  readonly retentions?: readonly PlannedRetention[];
  /** Why the map keeps the collection, where it does. */
  readonly purpose?: Retained['purpose'];
  readonly citation?: string;
}

/** The dry run of an erasure: what admins approve. */
export interface ErasurePlan {
  readonly collections: readonly PlannedCollection[];
  /** Rows that the person says are not theirs; absent where there are none. They are in no collection's count. */
  readonly notTheirs?: readonly ErasedRows[];
  /** Rows that had been erased when it was made, apart from the restless ones: a plan made later is for the rest. */
  readonly done?: number;
}

/** Rows come and go with every visit in these, so that they say nothing about whether the plan still fits. */
const RESTLESS: readonly DataCategory[] = ['credentials', 'technical'];

/** How many more rows than planned a run may meet (I12). */
const TOLERANCE = 1.05;

/** Rows that a run of this plan would meet, apart from the restless ones. */
export function plannedRows(plan: ErasurePlan): number {
  return touched(plan)
    .filter(({ category }) => !RESTLESS.includes(category))
    .reduce((sum, { count }) => sum + count, 0);
}

/** All rows that a run works through. */
export function allRows(plan: ErasurePlan): number {
  return touched(plan).reduce((sum, { count }) => sum + count, 0);
}

/**
 * How much a run would erase or clear, and how much of what it works through stays whole.
 * @returns rows. `exact` is false where reasons may keep the same rows: then as few are counted as kept as can be
 */
export function plannedTotals(collections: readonly PlannedCollection[]): {
  readonly erased: number;
  readonly kept: number;
  readonly exact: boolean;
} {
  const each = touched({ collections }).map((planned) => {
    const whole = planned.holds.filter(({ category }) => category === undefined).map(({ rows }) => rows);
    const retained = (planned.retentions ?? []).reduce((sum, { rows }) => sum + rows, 0);
    const reasons = [...whole, retained].filter((rows) => rows > 0);
    const kept = Math.min(planned.count, Math.max(0, ...reasons));
    return { count: planned.count, kept, exact: reasons.length < 2 || kept === planned.count };
  });
  const kept = each.reduce((sum, one) => sum + one.kept, 0);
  const count = each.reduce((sum, one) => sum + one.count, 0);
  return { erased: count - kept, kept, exact: each.every(({ exact }) => exact) };
}

/** @param done rows that this erasure has erased already @returns whether a run would go beyond what was approved */
export function exceeds(now: ErasurePlan, approved: ErasurePlan, done: readonly ErasedRows[]): boolean {
  return plannedRows(now) + counted(now, done) > (plannedRows(approved) + (approved.done ?? 0)) * TOLERANCE;
}

/** The plan of an erasure that has erased these rows already. */
export function planAfter(plan: ErasurePlan, done: readonly ErasedRows[]): ErasurePlan {
  return { ...plan, done: counted(plan, done) };
}

function counted(plan: ErasurePlan, done: readonly ErasedRows[]): number {
  return done.filter((erased) => !restless(plan, erased)).reduce((sum, { rows }) => sum + rows, 0);
}

function restless({ collections }: ErasurePlan, { source, collection }: ErasedRows): boolean {
  const planned = collections.find((one) => one.source === source && one.collection === collection);
  return planned === undefined || RESTLESS.includes(planned.category);
}

/** Collections that are not empty and cannot be erased, by the ids of their sources. */
export function unreachableSources(plan: ErasurePlan): string[] {
  const found = plan.collections.filter(({ action, count }) => action === 'unreachable' && count > 0);
  return [...new Set(found.map(({ source }) => source))];
}

function touched(plan: ErasurePlan): PlannedCollection[] {
  return plan.collections.filter(({ action }) => isErasing(action));
}
