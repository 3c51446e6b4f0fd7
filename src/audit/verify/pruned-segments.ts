import type pg from 'pg';
import { atTile, type Finding } from './finding.js';
import { SEGMENT, SegmentTree } from './segment-tree.js';
import { tileProblem, type TileRow } from './tile-checks.js';

const HASH = 32;
const TILE = 256;
const TILES = SEGMENT / TILE;

/** A segment whose events were dropped. */
export interface PrunedSegment {
  /** Above the stored hashes of its leaves; undefined where some are missing. */
  readonly root: Buffer | undefined;
  /** The first of its tiles that contradicts those below. */
  readonly finding: Finding | undefined;
}

/**
 * Recomputes segments whose events were dropped. The hashes of their leaves are taken as they are stored; everything above
 * them has to follow.
 */
export class PrunedSegments {
  private readonly tree = new SegmentTree();

  constructor(private readonly client: pg.ClientBase) {}

  async check(index: number): Promise<PrunedSegment> {
    const leaves = await this.rows(0, index * TILES, (index + 1) * TILES);
    const finding = gapIn(leaves, index * TILES);
    if (finding !== undefined) return { root: undefined, finding };
    this.tree.setLeaves(leaves.map(({ hashes }) => hashes));
    this.tree.grow(SEGMENT);
    const above = await this.rows(1, index, index + 1);
    return {
      root: this.tree.root(SEGMENT),
      finding: tileProblem(1, index, above, this.tree.hashes(1, TILES)),
    };
  }

  private async rows(level: number, first: number, after: number): Promise<TileRow[]> {
    const { rows } = await this.client.query<TileRow>(
      `SELECT tile, first, hashes FROM audit_tree WHERE level = $1 AND tile >= $2 AND tile < $3 ORDER BY tile, first`,
      [level, first, after],
    );
    return rows;
  }
}

/** The first tile of a segment that has not each of its hashes once. @param tile the segment's first one */
function gapIn(rows: readonly TileRow[], tile: number): Finding | undefined {
  let place = 0;
  for (const { tile: at, first, hashes } of rows) {
    if ((Number(at) - tile) * TILE + first !== place) break;
    place += hashes.length / HASH;
  }
  if (place === SEGMENT) return undefined;
  return atTile(0, tile + Math.floor(place / TILE), 'lacks hashes of events that were dropped');
}
