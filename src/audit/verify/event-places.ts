import { randomInt } from 'node:crypto';

const WORDS = 4;
const BYTES = 4 * WORDS;
const FREE = -1;
const MULTIPLIER = 0x9e3779b1;
/** Of digests of an event; there is more room where they need more. */
const USUAL_BYTES = 128;

/**
 * At which place of a segment each event stands, by its id, and the digests of its leaf. All of it lies in a few arrays, which
 * every segment uses again: as objects of their own these would be what a verification spends most of its memory and time on.
 */
export class EventPlaces {
  count = 0;
  private readonly ids: Int32Array;
  /** Twice as many slots as events; an id stands in the first free one from where its bits point to. */
  private readonly slots: Int32Array;
  private readonly shift: number;
  /** Nobody can choose ids that all point to one slot. */
  private readonly seed = randomInt(2 ** 31);
  private readonly id = new Int32Array(WORDS);
  private readonly ends: Uint32Array;
  private digests: Buffer;
  private least = 0;
  private most = 0;

  /** @param room a power of two: the most events */
  constructor(room: number) {
    this.ids = new Int32Array(room * WORDS);
    this.slots = new Int32Array(room * 2).fill(FREE);
    this.shift = 31 - Math.log2(room);
    this.ends = new Uint32Array(room + 1);
    this.digests = Buffer.alloc(room * USUAL_BYTES);
  }

  clear(): void {
    this.count = 0;
    this.least = 0;
    this.most = 0;
    this.slots.fill(FREE);
  }

  /**
   * Adds the next event. Of two with one id the later one is found.
   * @param id where its id stands in the bytes @param from where its digests do @param to the byte behind them
   */
  add(bytes: Buffer, id: number, from: number, to: number): void {
    const place = this.count;
    this.slots[this.slotOf(bytes, id)] = place;
    this.ids.set(this.id, place * WORDS);
    if (this.before(place, this.least)) this.least = place;
    if (this.before(this.most, place)) this.most = place;
    const start = this.ends[place] ?? 0;
    if (start + to - from > this.digests.length) {
      const more = Buffer.alloc((start + to - from) * 2);
      this.digests.copy(more, 0, 0, start);
      this.digests = more;
    }
    bytes.copy(this.digests, start, from, to);
    this.ends[place + 1] = start + to - from;
    this.count = place + 1;
  }

  /** @param at where an id stands in the bytes @returns -1 where no event has it */
  find(bytes: Buffer, at: number): number {
    return this.slots[this.slotOf(bytes, at)] ?? FREE;
  }

  /** What the leaf of the event has between the braces of its digests. */
  digestsOf(place: number): string {
    return this.digests.toString('latin1', this.ends[place], this.ends[place + 1]);
  }

  /** Whether the digests have exactly this, which begins with a quote. @param text ASCII */
  hasDigest(place: number, text: Buffer, length: number): boolean {
    const { digests } = this;
    const last = (this.ends[place + 1] ?? 0) - length;
    for (let at = this.ends[place] ?? 0; at <= last; at += 1) {
      let same = 0;
      while (same < length && digests[at + same] === text[same]) same += 1;
      if (same === length) return true;
    }
    return false;
  }

  /** The least and the greatest id in hexadecimal; there is at least one event. */
  range(): readonly [least: string, most: string] {
    return [this.hex(this.least), this.hex(this.most)];
  }

  /** Where the id stands, or would. */
  private slotOf(bytes: Buffer, at: number): number {
    const { id, slots } = this;
    let mixed = this.seed;
    for (let word = 0; word < WORDS; word += 1) {
      const value = bytes.readInt32BE(at + word * 4);
      id[word] = value;
      mixed = Math.imul(mixed ^ value, MULTIPLIER);
      mixed ^= mixed >>> 15;
    }
    let slot = Math.imul(mixed, MULTIPLIER) >>> this.shift;
    for (;;) {
      const place = slots[slot] ?? FREE;
      if (place === FREE || this.isAt(place)) return slot;
      slot = (slot + 1) % slots.length;
    }
  }

  private isAt(place: number): boolean {
    const { id, ids } = this;
    const at = place * WORDS;
    return ids[at] === id[0] && ids[at + 1] === id[1] && ids[at + 2] === id[2] && ids[at + 3] === id[3];
  }

  private before(one: number, other: number): boolean {
    for (let word = 0; word < WORDS; word += 1) {
      const [left, right] = [this.ids[one * WORDS + word] ?? 0, this.ids[other * WORDS + word] ?? 0];
      if (left !== right) return left >>> 0 < right >>> 0;
    }
    return false;
  }

  private hex(place: number): string {
    const bytes = Buffer.alloc(BYTES);
    for (let word = 0; word < WORDS; word += 1)
      bytes.writeInt32BE(this.ids[place * WORDS + word] ?? 0, word * 4);
    return bytes.toString('hex');
  }
}
