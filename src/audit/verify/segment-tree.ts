import { hash } from 'node:crypto';
import { nodeHash, perfectTrees } from '../tree/merkle.js';

const HASH = 32;

/** Leaves of one segment: a full tile of the level above the leaves' tiles, so that its root is one hash of a tile. */
export const SEGMENT = 65_536;
/** Levels of a binary tree that one level of tiles holds. */
export const TILE_LEVELS = 8;

/** Every hash of the tree over one segment's leaves, level by level, beginning with those of the leaves. */
export class SegmentTree {
  private readonly levels: Buffer[];

  constructor(readonly most: number = SEGMENT) {
    // A byte before each level, where its first pair of hashes is prefixed while it is hashed.
    this.levels = Array.from({ length: Math.log2(most) + 1 }, (_, level) =>
      Buffer.alloc(1 + (most / 2 ** level) * HASH),
    );
  }

  /**
   * Sets the hash of a leaf that stands in `bytes` from `start` to `end`. The byte before it is written over.
   * @param place in the segment
   */
  setLeaf(place: number, bytes: Buffer, start: number, end: number): void {
    bytes[start - 1] = 0;
    write(this.at(0), place, hash('sha256', bytes.subarray(start - 1, end), 'binary'));
  }

  /** Sets the hashes of the first leaves, which lie in these pieces one after the other. */
  setLeaves(pieces: readonly Buffer[]): void {
    let at = 1;
    for (const piece of pieces) at += piece.copy(this.at(0), at);
  }

  /** Computes every level above the first `count` leaves. */
  grow(count: number): void {
    for (let level = 1; level < this.levels.length; level += 1) {
      const [below, here] = [this.at(level - 1), this.at(level)];
      const pairs = Math.floor(count / 2 ** level);
      for (let pair = 0; pair < pairs; pair += 1) {
        const before = pair * 2 * HASH;
        const kept = below[before] ?? 0;
        below[before] = 1;
        const digest = hash('sha256', below.subarray(before, before + 1 + 2 * HASH), 'binary');
        below[before] = kept;
        write(here, pair, digest);
      }
    }
  }

  /** The first `count` hashes of a level of tiles, one after the other. */
  hashes(tileLevel: number, count: number): Buffer {
    return this.at(tileLevel * TILE_LEVELS).subarray(1, 1 + count * HASH);
  }

  /** The root above the first `count` leaves, at least one. `grow` comes before. */
  root(count: number): Buffer {
    return perfectTrees({ low: 0, high: count })
      .map(({ low, high }): Buffer => {
        const place = low / (high - low);
        const level = this.at(Math.log2(high - low));
        return Buffer.from(level.subarray(1 + place * HASH, 1 + (place + 1) * HASH));
      })
      .reduceRight((right, left) => nodeHash(left, right));
  }

  private at(level: number): Buffer {
    const found = this.levels[level];
    if (found === undefined) throw new Error('The tree of a segment has no such level.');
    return found;
  }
}

/** Writes a hash, one character a byte; a call out of JavaScript takes longer for so few. */
function write(level: Buffer, place: number, hash: string): void {
  const from = 1 + place * HASH;
  for (let at = 0; at < HASH; at += 1) level[from + at] = hash.charCodeAt(at);
}
