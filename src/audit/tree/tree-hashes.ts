import { type EntityManager } from 'typeorm';
import { type Checkpoint } from './checkpoint.js';
import { type LeafRange, nodeHash, perfectTrees } from './merkle.js';

/** Hashes of one tile; a full one is one hash of the level above. */
const TILE = 256;
const HASH = 32;

interface TileRow {
  readonly level: number;
  readonly tile: string;
  readonly hashes: Buffer;
}

/** Where the hashes below a perfect tree stand: `count` of them, in one tile. */
interface TilePart {
  readonly key: string;
  readonly level: number;
  readonly tile: number;
  readonly place: number;
  readonly count: number;
}

/** Thrown where the stored tree lacks hashes that its size promises. */
export class TreeBroken extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TreeBroken';
  }
}

/**
 * The roots of the trees over these ranges of leaves, in their order, by one statement: each range is one that RFC 6962
 * knows in a tree (a path's, or a whole tree). Reads at most two tiles of 256 hashes for each level of 256.
 * @throws TreeBroken
 */
export async function treeHashes(manager: EntityManager, ranges: readonly LeafRange[]): Promise<Buffer[]> {
  const parts = ranges.map((range) => perfectTrees(range).map(partOf));
  const wanted = new Map(parts.flat().map((part) => [part.key, part]));
  const rows = await manager.query<TileRow[]>(
    `SELECT level, tile, string_agg(hashes, ''::bytea ORDER BY first) AS hashes
     FROM audit_tree WHERE (level, tile) IN (SELECT * FROM unnest($1::smallint[], $2::bigint[]))
     GROUP BY level, tile`,
    [[...wanted.values()].map(({ level }) => level), [...wanted.values()].map(({ tile }) => tile)],
  );
  const tiles = new Map(rows.map(({ level, tile, hashes }) => [`${level}/${tile}`, hashes]));
  return parts.map((trees) =>
    trees.map((part) => foldPart(tiles, part)).reduceRight((right, left) => nodeHash(left, right)),
  );
}

/** Whether the stored tree begins with these leaves; false where it lacks hashes. */
export async function isRootOf(
  manager: EntityManager,
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
): Promise<boolean> {
  try {
    const [stored] = await treeHashes(manager, [{ low: 0, high: size }]);
    return stored?.equals(root) === true;
  } catch (error) {
    if (error instanceof TreeBroken) return false;
    throw error;
  }
}

/** A perfect tree of 2^n leaves has 2^(n mod 8) hashes in one tile of level n div 8. */
function partOf({ low, high }: LeafRange): TilePart {
  let level = 0;
  let [first, count] = [low, high - low];
  while (count >= TILE) {
    level += 1;
    first /= TILE;
    count /= TILE;
  }
  const tile = Math.floor(first / TILE);
  return { key: `${level}/${tile}`, level, tile, place: first % TILE, count };
}

function foldPart(tiles: ReadonlyMap<string, Buffer>, { key, place, count }: TilePart): Buffer {
  const hashes = tiles.get(key);
  if (hashes === undefined || hashes.length < (place + count) * HASH) {
    throw new TreeBroken(`The tree of the log lacks hashes in its tile ${key}.`);
  }
  let row = Array.from({ length: count }, (_, at) =>
    hashes.subarray((place + at) * HASH, (place + at + 1) * HASH),
  );
  while (row.length > 1) {
    const below = row;
    row = Array.from({ length: below.length / 2 }, (_, at) =>
      nodeHash(hashAt(below, at * 2), hashAt(below, at * 2 + 1)),
    );
  }
  return hashAt(row, 0);
}

function hashAt(row: readonly Buffer[], place: number): Buffer {
  const hash = row[place];
  if (hash === undefined) throw new TreeBroken('A tile of the log ends too early.');
  return hash;
}
