import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EventIds } from '../../src/audit/verify/event-ids.js';

const ROOM = 512;

/** An id that begins with this number and goes on as nobody can foresee. */
const id = (number: number): Buffer => {
  const bytes = createHash('sha256').update(String(number)).digest().subarray(0, 16);
  bytes.writeUInt32BE(number);
  return bytes;
};

const filled = (all: readonly Buffer[]): EventIds => {
  const ids = new EventIds(ROOM);
  for (const one of all) ids.add(Buffer.concat([Buffer.of(9), one]), 1);
  return ids;
};

/** Numbers up to ROOM in an order of their own, which is the same each time. */
const mixed = Array.from({ length: ROOM }, (_, place) => ((place * 197) % ROOM) * 8_000_000);

describe('the ids of a segment', () => {
  it.each([
    ['rising', [...mixed].sort((one, other) => one - other)],
    ['falling', [...mixed].sort((one, other) => other - one)],
    ['mixed', mixed],
  ])('are found at their places, however they are asked for: %s', (_, numbers) => {
    const all = numbers.map(id);
    const ids = filled(all);
    const places = numbers.map((_number, place) => place);
    const byId = [...places].sort((one, other) =>
      Buffer.compare(id(numbers[one] ?? 0), id(numbers[other] ?? 0)),
    );
    for (const order of [places, byId, [...byId].reverse()]) {
      expect(order.flatMap((place) => [find(ids, all[place]), find(ids, all[place])])).toEqual(
        order.flatMap((place) => [place, place]),
      );
    }
    expect(ids.range(0, ROOM)).toEqual([
      all[byId[0] ?? 0]?.toString('hex'),
      all[byId.at(-1) ?? 0]?.toString('hex'),
    ]);
    expect(ids.range(7, 8)).toEqual([all[7]?.toString('hex'), all[7]?.toString('hex')]);
  });

  it('are not found where only another one stands', () => {
    const ids = filled([1, 3, 5].map(id));
    for (const number of [0, 2, 4, 6, 0xffff_ffff]) expect(find(ids, id(number))).toBe(-1);
    const near = id(3);
    near[15] = (near[15] ?? 0) ^ 1;
    expect(find(ids, near)).toBe(-1);
    expect(find(ids, id(3))).toBe(1);
    expect(find(new EventIds(ROOM), id(3))).toBe(-1);
  });

  it('are found at the last place that has them', () => {
    const ids = filled([5, 1, 5, 3, 5, 1].map(id));
    for (const order of [
      [1, 3, 5],
      [5, 3, 1],
    ])
      expect(order.map((number) => find(ids, id(number)))).toEqual(
        order.map((number) => ({ 1: 5, 3: 3, 5: 4 })[number]),
      );
  });

  it('are forgotten for the next segment', () => {
    const ids = filled([1, 2].map(id));
    find(ids, id(2));
    ids.clear();
    expect(find(ids, id(2))).toBe(-1);
    ids.add(id(2), 0);
    expect(find(ids, id(2))).toBe(0);
  });
});

function find(ids: EventIds, wanted: Buffer | undefined): number {
  return ids.find(Buffer.concat([Buffer.of(1, 2), wanted ?? Buffer.alloc(16)]), 2);
}
