import { createHash } from 'node:crypto';

/** Leaves `low` to `high`, the latter not included. */
export interface LeafRange {
  readonly low: number;
  readonly high: number;
}

/** The hash of a leaf: SHA-256 of a zero byte and the leaf (RFC 6962, section 2.1). */
export function leafHash(leaf: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(leaf).digest();
}

/** The hash of two neighbours: SHA-256 of a one byte and both (RFC 6962, section 2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Buffer = createHash('sha256').digest();

/**
 * The trees whose roots prove that a leaf stands at `index` in a tree of `size` leaves, the nearest first (RFC 6962,
 * section 2.1.1: PATH). Both are whole numbers, `index < size`.
 */
export function inclusionPath(index: number, size: number): LeafRange[] {
  const path: LeafRange[] = [];
  let { low, high } = { low: 0, high: size };
  while (high - low > 1) {
    const middle = low + largestPowerBelow(high - low);
    if (index < middle) {
      path.unshift({ low: middle, high });
      high = middle;
    } else {
      path.unshift({ low, high: middle });
      low = middle;
    }
  }
  return path;
}

/**
 * The trees whose roots prove that a tree of `size` leaves begins with the one of `from` leaves (RFC 6962, section 2.1.2:
 * PROOF). `0 < from <= size`; no trees where both are equal.
 */
export function consistencyPath(from: number, size: number): LeafRange[] {
  if (from === size) return [];
  const path: LeafRange[] = [];
  let { low, high } = { low: 0, high: size };
  while (high !== from) {
    const middle = low + largestPowerBelow(high - low);
    if (from <= middle) {
      path.unshift({ low: middle, high });
      high = middle;
    } else {
      path.unshift({ low, high: middle });
      low = middle;
    }
  }
  // The old tree's root is known to whoever checks, unless it is only a part of it that stands here.
  return low === 0 ? path : [{ low, high }, ...path];
}

/** @returns whether `root` is that of a tree of `size` leaves with this leaf's hash at `index` (RFC 9162, section 2.1.3.2) */
export function isIncluded(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
  root: Buffer,
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  const ranges = inclusionPath(index, size);
  if (ranges.length !== path.length) return false;
  let hash = leaf;
  for (const [place, sibling] of path.entries()) {
    const isLeft = (ranges[place]?.low ?? 0) < index;
    hash = isLeft ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }
  return hash.equals(root);
}

/** @returns whether the tree of `size` leaves begins with that of `from` leaves (RFC 9162, section 2.1.4.2) */
export function isConsistent(
  from: number,
  fromRoot: Buffer,
  size: number,
  root: Buffer,
  path: readonly Buffer[],
): boolean {
  if (!isCount(from) || !isCount(size) || from === 0 || from > size) return false;
  const ranges = consistencyPath(from, size);
  if (ranges.length !== path.length) return false;
  if (from === size) return fromRoot.equals(root);
  // Where the old tree is no part of the new one, the proof begins with the part of it that is.
  const skipped = ranges[0]?.high === from ? 1 : 0;
  let old = skipped === 1 ? (path[0] ?? fromRoot) : fromRoot;
  let both = old;
  for (let place = skipped; place < path.length; place += 1) {
    const hash = path[place] ?? fromRoot;
    const isOld = (ranges[place]?.low ?? 0) < from;
    if (isOld) old = nodeHash(hash, old);
    both = isOld ? nodeHash(hash, both) : nodeHash(both, hash);
  }
  return old.equals(fromRoot) && both.equals(root);
}

/** The perfect trees of which one on a path, or a whole tree, consists, from left to right. */
export function perfectTrees({ low, high }: LeafRange): LeafRange[] {
  const trees: LeafRange[] = [];
  for (let at = low; at < high;) {
    const size = largestPowerBelow(high - at + 1);
    trees.push({ low: at, high: at + size });
    at += size;
  }
  return trees;
}

/** The greatest power of two below `count`, which is over 1. */
export function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
