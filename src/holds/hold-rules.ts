import { type EntityManager } from 'typeorm';
import { type KeptScope } from '../sources/erasing.js';

/** Why something is held: P24 names these three purposes and no other. */
export type HoldPurpose = 'administrative' | 'legal' | 'security';

/** Who may see that a hold exists: anybody concerned, without its reason, or nobody but admins and auditors. */
export type HoldVisibility = 'open' | 'reason-hidden' | 'existence-hidden';

/** A hold in force as far as one person in one source is concerned. */
export interface HoldRule {
  readonly id: string;
  readonly purpose: HoldPurpose;
  readonly citation: string;
  /** Local date, `2027-03-05`. */
  readonly reviewOn: string;
  readonly visibility: HoldVisibility;
  readonly scope: KeptScope;
}

/** Whose holds are asked for: every address that is or was the person's, folded or not. */
export interface HeldPerson {
  readonly addresses: readonly string[];
  /** Whether an address that is not among them is theirs as well, where some are known by their hashes alone. */
  readonly owns?: (folded: string) => boolean;
}

/**
 * The gate of each source: whoever erases passes it shared, whoever places or releases a hold takes it exclusively, so
 * that no batch overtakes a hold (I2).
 */
export abstract class HoldGate {
  /** Passes the gates, in the order of source ids, until the caller's transaction ends. @returns their epochs by source */
  abstract pass(manager: EntityManager, sources: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The holds in force for this person in this source. Read inside a passed gate, they hold until the transaction ends. */
  abstract rules(manager: EntityManager, source: string, person: HeldPerson): Promise<readonly HoldRule[]>;
}
