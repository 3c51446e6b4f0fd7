import { randomInt } from 'node:crypto';

const WORDS = 4;
const BYTES = 4 * WORDS;
const FREE = -1;
const [QUOTE, COLON] = [0x22, 0x3a] as const;
/** Quotes and the colon around a name and its digest. */
const AROUND = 5;
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
    const start = this.ends[place] ?? 0;
    if (start + to - from > this.digests.length) {
      const more = Buffer.alloc((start + to - from) * 2);
      this.digests.copy(more, 0, 0, start);
      this.digests = more;
    }
    // Few bytes, for which a call out of JavaScript takes longer.
    const { digests } = this;
    for (let at = from; at < to; at += 1) digests[start + at - from] = bytes[at] ?? 0;
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

  /**
   * Whether the event's leaf has this digest of the field.
   * @param from where the name of the field stands in the bytes; letters only @param to the byte behind it
   * @param digest as base64url
   */
  hasDigest(place: number, bytes: Buffer, from: number, to: number, digest: string): boolean {
    const { digests } = this;
    const name = to - from;
    const last = (this.ends[place + 1] ?? 0) - name - digest.length - AROUND;
    for (let at = this.ends[place] ?? 0; at <= last; at += 1) {
      if (digests[at] !== QUOTE) continue;
      const colon = at + 1 + name;
      if (digests[colon] !== QUOTE || digests[colon + 1] !== COLON || digests[colon + 2] !== QUOTE) continue;
      let same = 0;
      while (same < name && digests[at + 1 + same] === bytes[from + same]) same += 1;
      if (same === name && this.isText(colon + 3, digest)) return true;
    }
    return false;
  }

  /** The least and the greatest id of the events from one place to before another, at least one, in hexadecimal. */
  range(from: number, to: number): readonly [least: string, greatest: string] {
    let [least, greatest] = [from, from];
    for (let place = from + 1; place < to; place += 1) {
      if (this.isBefore(place, least)) least = place;
      else if (this.isBefore(greatest, place)) greatest = place;
    }
    return [this.hex(least), this.hex(greatest)];
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

  /** Whether this text and a quote behind it stand there. */
  private isText(at: number, text: string): boolean {
    const { digests } = this;
    let same = 0;
    while (same < text.length && digests[at + same] === text.charCodeAt(same)) same += 1;
    return same === text.length && digests[at + same] === QUOTE;
  }

  private isAt(place: number): boolean {
    const { id, ids } = this;
    const at = place * WORDS;
    return ids[at] === id[0] && ids[at + 1] === id[1] && ids[at + 2] === id[2] && ids[at + 3] === id[3];
  }

  private isBefore(one: number, other: number): boolean {
    const { ids } = this;
    for (let word = 0; word < WORDS; word += 1) {
      const left = ids[one * WORDS + word] ?? 0;
      const right = ids[other * WORDS + word] ?? 0;
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
