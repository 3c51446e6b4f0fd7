import { type Epoch } from '../tree/epoch.js';
import { type Finding } from './finding.js';

/** What a verification found. */
export interface Verdict {
  readonly events: number;
  readonly values: number;
  readonly checkpoints: number;
  /** Above all events; undefined where they have a gap. */
  readonly root: Buffer | undefined;
  readonly epochs: readonly Epoch[];
  /** The note in the object store. */
  readonly outside: string | undefined;
  /** The first number that has an event; what was dropped before it is proven by its stored hashes alone. */
  readonly pruned: number;
  /** Events that are recorded and have no number yet; nothing proves them. */
  readonly waiting: number;
  /** Bytes that were read. */
  readonly bytes: number;
  /** Empty where the log is whole. The first position that is wrong comes first. */
  readonly findings: readonly Finding[];
}
