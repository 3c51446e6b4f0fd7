/**
 * That an erasure has begun: whom it is about was written down then, since the rows that lead from an address to the
 * person's other rows are among those that go. Identifiers known then, and what they lead to, are the person's whenever
 * it was written. What an address alone leads to is theirs only where it was written before, and teaches nothing more:
 * the address may be somebody else's by now, or be used by somebody who came back.
 */
export interface Begun {
  readonly at: Date;
  /** Whether rows without a date that an address alone leads to count as written before. */
  readonly undated: boolean;
}
