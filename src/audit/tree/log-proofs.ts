import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { invalidField, notFound, Problem } from '../../platform/http/problem.js';
import { Checkpoints } from './checkpoints.js';
import { consistencyPath, inclusionPath, type LeafRange } from './merkle.js';
import { treeHashes, TreeBroken } from './tree-hashes.js';

/** That a leaf stands in a tree (RFC 6962, section 2.1.1). Hashes are 32 bytes. */
export interface InclusionProof {
  readonly seq: number;
  readonly size: number;
  readonly leafHash: Buffer;
  /** The nearest first. */
  readonly hashes: readonly Buffer[];
  readonly root: Buffer;
}

/** That a tree begins with a smaller one (RFC 6962, section 2.1.2). Hashes are 32 bytes. */
export interface ConsistencyProof {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Buffer;
  readonly toRoot: Buffer;
  /** None where both sizes are equal. */
  readonly hashes: readonly Buffer[];
}

/** Makes proofs out of the stored tree, each by one statement that reads at most two tiles for each level of 256. */
@Injectable()
export class LogProofs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly checkpoints: Checkpoints,
  ) {}

  /**
   * @param size leaves of the tree that the event is to stand in; that of the latest checkpoint where there is none
   * @throws Problem 404 before the first checkpoint, 422 for a number that the tree does not have, 503 where it lacks hashes
   */
  async inclusion(seq: number, asked?: number): Promise<InclusionProof> {
    const size = await this.sizeOf('size', asked);
    if (seq >= size) throw invalidField('?seq', `The tree of this size ends before: below ${size}.`);
    const path = inclusionPath(seq, size);
    const [leafHash, root, ...hashes] = await this.hashes([one(seq), whole(size), ...path]);
    return { seq, size, leafHash: must(leafHash), hashes, root: must(root) };
  }

  /**
   * @param from leaves of the smaller tree, at least 1 @param asked of the greater; the latest checkpoint's where absent
   * @throws Problem 404 before the first checkpoint, 422 for a number that the tree does not have, 503 where it lacks hashes
   */
  async consistency(from: number, asked?: number): Promise<ConsistencyProof> {
    const to = await this.sizeOf('to', asked);
    if (from > to) throw invalidField('?from', `Not over the size that it is compared with, ${to}.`);
    const path = consistencyPath(from, to);
    const [fromRoot, toRoot, ...hashes] = await this.hashes([whole(from), whole(to), ...path]);
    return { from, to, fromRoot: must(fromRoot), toRoot: must(toRoot), hashes };
  }

  private async sizeOf(parameter: 'size' | 'to', asked: number | undefined): Promise<number> {
    if (asked === undefined) {
      const latest = await this.checkpoints.latest();
      if (latest === undefined) throw notFound('No checkpoint is signed yet.');
      return latest.size;
    }
    const [tree] = await this.dataSource.query<{ size: string }[]>('SELECT audit_tree_size() AS size');
    const size = Number(tree?.size);
    if (asked > size) throw invalidField(`?${parameter}`, `The log has no more than ${size} events.`);
    return asked;
  }

  private async hashes(ranges: readonly LeafRange[]): Promise<Buffer[]> {
    try {
      return await treeHashes(this.dataSource.manager, ranges);
    } catch (error) {
      if (!(error instanceof TreeBroken)) throw error;
      const detail = `${error.message} Nothing that needs them can be proven; the portal's operators find out more by "athar audit verify".`;
      throw Object.assign(new Problem(503, 'log-broken', detail), { cause: error });
    }
  }
}

const one = (seq: number): LeafRange => ({ low: seq, high: seq + 1 });
const whole = (size: number): LeafRange => ({ low: 0, high: size });

function must(hash: Buffer | undefined): Buffer {
  if (hash === undefined) throw new Error('A hash is missing.');
  return hash;
}
