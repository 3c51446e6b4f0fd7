import { type Begun } from '../begun.js';
import { addressesOf } from '../engine/addresses-of.js';
import { type Known } from '../engine/learning.js';
import { type ErasedSubject, type RecordKey } from '../erasing.js';

/** Whom rows are looked for. */
export interface SoughtPerson {
  /** Folded. */
  readonly addresses: readonly string[];
  /** What their rows taught so far. */
  readonly known: Known;
  /** Rows of this source that nothing leads to, by collection. */
  readonly left?: Readonly<Record<string, readonly RecordKey[]>>;
  /** Rows of this source that the person says are not theirs, by collection. */
  readonly notTheirs?: Readonly<Record<string, readonly RecordKey[]>>;
  readonly begun?: Begun;
}

/** The person as far as they are known before anything is looked for in the source. */
export function soughtPerson(source: string, subject: ErasedSubject, begun: Begun | undefined): SoughtPerson {
  const known = Object.entries(subject.known ?? {}).map(([name, values]) => [name, new Set(values)] as const);
  return {
    addresses: [...addressesOf(subject)],
    known: new Map(known),
    left: subject.left?.[source],
    notTheirs: subject.notTheirs?.[source],
    begun,
  };
}
