import { type HeldPerson } from '../holds/hold-rules.js';
import { type KnownIdentifiers } from '../sources/erasing.js';
import { type RowsByPlace } from '../sources/left-rows.js';
import { type ErasurePlan } from './erasure-plan.js';

/** Who is erased: kept sealed from before the first row goes until the erasure ends. */
export interface SealedSubject extends HeldPerson {
  /** Confirmed addresses, which alone cross into sources. */
  readonly emails: readonly string[];
  /** Every address that is or was the person's: holds follow them. */
  readonly addresses: readonly string[];
  /** What rows of the person taught, by source. */
  readonly known: Readonly<Record<string, KnownIdentifiers>>;
  /** Addresses of theirs that are somebody else's in the portal by now: there they lead to that person. */
  readonly passedOn?: readonly string[];
  /**
   * Rows that the person said are not theirs, as of when the erasure began: kept with it, since what the person said goes
   * with the portal's rows.
   */
  readonly notTheirs?: RowsByPlace;
  /** What other erasures left. Not kept with this one: it may be gone by the next try. */
  readonly left?: RowsByPlace;
}

/** One erasure as its row tells it. */
export interface Erasure {
  readonly id: string;
  readonly requestId?: string;
  readonly plan?: ErasurePlan;
  readonly plannedAt?: Date;
  readonly subject?: SealedSubject;
  /** When whom to erase was written down, which comes before the first row goes: no later try reaches further. */
  readonly startedAt?: Date;
  readonly rowsTotal: number;
  readonly rowsDone: number;
  readonly deferredAt?: Date;
  readonly finishedAt?: Date;
}
