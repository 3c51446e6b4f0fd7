import { atEvent, atTile, type Finding } from './finding.js';

const HASH = 32;
const TILE = 256;

/** A row of `audit_tree`: a part of a tile. */
export interface TileRow {
  readonly tile: string;
  readonly first: number;
  readonly hashes: Buffer;
}

/**
 * Compares stored tiles of one level with what the events make.
 * @param rows of tiles from `tile` on, in order of tile and first @param expected the hashes of these tiles, joined
 * @returns the first place that differs
 */
export function tileProblem(
  level: number,
  tile: number,
  rows: readonly TileRow[],
  expected: Buffer,
): Finding | undefined {
  let at = 0;
  for (const row of rows) {
    const place = (Number(row.tile) - tile) * TILE + row.first;
    if (place > at / HASH) break;
    if (place < at / HASH) return atTile(level, Number(row.tile), `has two hashes at ${row.first}`);
    const end = Math.min(at + row.hashes.length, expected.length);
    const length = end - at;
    if (!row.hashes.subarray(0, length).equals(expected.subarray(at, end)))
      return hashProblem(level, tile * TILE + place, row.hashes, expected.subarray(at, end));
    at += row.hashes.length;
    if (at > expected.length) return countProblem(level, tile, at, expected.length);
  }
  return at < expected.length ? countProblem(level, tile, at, expected.length) : undefined;
}

function hashProblem(level: number, first: number, stored: Buffer, expected: Buffer): Finding {
  let place = 0;
  const differs = (at: number): boolean =>
    !stored.subarray(at * HASH, (at + 1) * HASH).equals(expected.subarray(at * HASH, (at + 1) * HASH));
  while (!differs(place)) place += 1;
  const tile = Math.floor((first + place) / TILE);
  if (level === 0)
    return atEvent(first + place, `its leaf has not the hash that the tree has of it, in tile 0/${tile}`);
  return atTile(level, tile, `hash ${(first + place) % TILE} is not the root of the tile below`);
}

function countProblem(level: number, tile: number, stored: number, expected: number): Finding {
  const last = tile + Math.floor(Math.min(stored, expected) / HASH / TILE);
  const [has, make] = [stored / HASH, expected / HASH].map((count) => count + tile * TILE);
  const what = `the stored tree has ${has} hashes at level ${level} up to here, and the events make ${make}`;
  return level === 0 ? atEvent(Math.min(has ?? 0, make ?? 0), what) : atTile(level, last, what);
}
