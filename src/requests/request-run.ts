import { type PersonRef } from '../audit/audit-entry.js';
import { type Locale } from '../platform/i18n/locale.js';
import { type RowsByPlace } from '../sources/left-rows.js';
import { type RequestScope } from './subject-request.js';

/** What the room that does the work needs to know. */
export interface RequestRun {
  readonly requestId: string;
  readonly reference: string;
  readonly locale: Locale;
  readonly regime: string;
  readonly receivedAt: Date;
  /** Confirmed addresses: the only thing that crosses into a source (I5). */
  readonly emails: readonly string[];
  /** Of an export: rows that were under the addresses once and count as erased. Erasures ask for themselves. */
  readonly left?: RowsByPlace;
  /** Rows that the person says are not theirs, as of when the work began. */
  readonly notTheirs?: RowsByPlace;
  readonly accountId?: string;
  /** Not to be handed out before: a password or an address was changed lately. */
  readonly availableFrom: Date;
}

/** The same of an erasure, with whom it is about. */
export interface ErasureRun extends RequestRun {
  readonly scope: RequestScope | null;
  /** How the log names whoever asked. */
  readonly person: PersonRef;
  /** Who asked, as the case has it: also once account and person are gone. */
  readonly subject: { readonly accountId?: string; readonly personId?: string; readonly address?: string };
  /** Every address that is or was the person's. */
  readonly addresses: readonly string[];
}

/** An erasure of which nobody asks for a run. */
export interface ErasureCase extends ErasureRun {
  /** Whether people have yet to approve it, for the first time or anew. */
  readonly undecided: boolean;
}
