import { type RequestKind } from '../../../policy/request-kinds.js';
import { type RequestState, type RequestStep } from '../../../requests/request-kinds.js';
import { type Restriction } from '../../../requests/restriction.js';
import { type CaseMessage } from '../../../requests/request-thread.js';

/** Work by what was done of it; a total of nothing: nobody knows yet how much there is. */
export interface Counted {
  readonly done: number;
  readonly total: number;
}

/** A request as its own person may see it. */
export interface ShownRequest {
  readonly reference: string;
  readonly kind: RequestKind;
  /** Asked in another person's place. */
  readonly forAnother: boolean;
  readonly state: RequestState;
  readonly regime: string;
  readonly receivedAt: Date;
  readonly dueOn: string;
  readonly dueBasis: 'law' | 'target';
  readonly extended: boolean;
  /** The clock stands still until the person answers. */
  readonly paused: boolean;
  /** When an erasure that waits begins. */
  readonly scheduledFor?: Date;
  /** Of a refusal: its ground, and what the office wrote. */
  readonly ground?: string;
  readonly explanation?: string;
  readonly timeline: readonly { readonly at: Date; readonly step: RequestStep }[];
  readonly messages: readonly CaseMessage[];
  /** A bundle that is ready. */
  readonly bundle?: {
    readonly bytes: number;
    /** In hexadecimal digits. */
    readonly sha256: string;
    readonly expiresAt: Date;
    readonly downloads: number;
    /** Set while the bundle still waits. */
    readonly availableFrom?: Date;
  };
  /** What the request brought into force, and where its person ends it. */
  readonly restriction?: { readonly fact: Restriction; readonly endPath?: string };
  readonly progress?: Counted;
  /** Where the receipt of an erasure is, once there is one. */
  readonly receiptPath?: string;
  /** Where a request is withdrawn, while it can be. */
  readonly withdrawPath?: string;
  /** Where a guest says which records are not theirs. */
  readonly doubtPath?: string;
  /** Where a message to the office is sent to, while it takes any. */
  readonly writePath?: string;
}
