import { type HoldRule } from '../holds/hold-rules.js';
import { type ErasureRun } from '../requests/request-runs.js';
import { type Erasure, type SealedSubject } from './erasure.js';

/** One run of an erasure that has nothing left to erase. */
export interface EndedRun {
  readonly run: ErasureRun;
  readonly erasure: Erasure;
  readonly subject: SealedSubject;
  /** The holds in force. */
  readonly rules: readonly HoldRule[];
}
