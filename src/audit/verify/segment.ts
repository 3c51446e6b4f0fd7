import { type Finding } from './finding.js';

/** What one segment is to be: events `index` * 65,536 and on. */
export interface SegmentTask {
  readonly index: number;
  /** Events that the whole log should have: those that it has, or those of its tree, whichever are more. */
  readonly through: number;
  /** Sizes in leaves of the segment of which the root is wanted, beside those of the stored checkpoints. */
  readonly sizes: readonly number[];
}

/** What the events of a block have: their first and last time in microseconds since 2000, their least and greatest id in hexadecimal. */
export interface Span {
  readonly block: number;
  readonly earliest: number;
  readonly latest: number;
  readonly least: string;
  readonly greatest: string;
}

export interface SegmentReport {
  /** Events up to the first gap. */
  readonly events: number;
  readonly values: number;
  /** Bytes that were read. */
  readonly bytes: number;
  /** The first one; `seq` orders those of several segments. */
  readonly finding?: { readonly seq: number; readonly finding: Finding };
  /** The root above the whole segment, where it is full. */
  readonly root?: Uint8Array;
  /** Roots of its first leaves, by how many they are. */
  readonly roots: readonly (readonly [size: number, root: Uint8Array])[];
  readonly spans: readonly Span[];
}
