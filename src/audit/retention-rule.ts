import { type EntityManager } from 'typeorm';

/** Counts of rows stop above this. */
export const MOST_COUNTED = 100_000;

/** A run of a purge: one that begins now, or the next one, which is only imagined. */
export interface PurgeRun {
  /** When it begins, by the portal's clock. */
  readonly now: Date;
  /** Milliseconds until then, by the database's clock; 0 for one that begins now. */
  readonly ahead: number;
}

/** What a run finds. */
export interface DueRows {
  /** Rows that go. */
  readonly removed: number;
  /** Rows that would go, but for holds. */
  readonly kept: number;
  /** The holds that keep them, each with how many: a row may be under several. */
  readonly holds: readonly HoldShare[];
  /** There are more than were counted. */
  readonly more: boolean;
}

export interface HoldShare {
  readonly id: string;
  readonly rows: number;
}

/** One kind of row that goes by age. The same condition finds the rows for the purge and for its dry run. */
export interface RetentionRule {
  /** The collection's id in the published policy, or a name of its own. */
  readonly name: string;
  /**
   * What the run would find; changes nothing and takes no lock.
   * @param unseen ids of holds that are not to be told of: rows that they alone keep are left out of every count
   */
  due(manager: EntityManager, run: PurgeRun, unseen: readonly string[]): Promise<DueRows>;
}

/** A job that deletes by age has its rules here, by which a dry run finds them. */
export interface Retaining {
  readonly rules: readonly RetentionRule[];
}

/** What a run finds that no hold can keep anything from. */
export function freeRows(count: number): DueRows {
  return { removed: Math.min(count, MOST_COUNTED), kept: 0, holds: [], more: count > MOST_COUNTED };
}
