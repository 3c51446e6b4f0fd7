import { nodeHash } from '../tree/merkle.js';

/** The perfect trees of which a growing tree consists, from the largest to the smallest. */
export class Frontier {
  private readonly trees: { readonly height: number; readonly hash: Buffer }[] = [];

  /** Adds the root of a perfect tree, all of which have one size. */
  push(hash: Buffer): void {
    let [height, joined] = [0, hash];
    for (let last = this.trees.at(-1); last?.height === height; last = this.trees.at(-1)) {
      this.trees.pop();
      joined = nodeHash(last.hash, joined);
      height += 1;
    }
    this.trees.push({ height, hash: joined });
  }

  /** The root of everything that was added and, at its end, a tree that is no larger than one of those. */
  root(last: Buffer): Buffer {
    return this.trees.reduceRight((right, { hash }) => nodeHash(hash, right), last);
  }
}
