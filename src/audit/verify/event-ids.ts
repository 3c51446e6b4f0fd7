const WORDS = 4;
const BYTES = 4 * WORDS;
/** Flipped in each word, so that words as signed numbers are in the order of their bytes. */
const SIGN = 1 << 31;

/**
 * The ids of a segment's events, which are at the places 0, 1, and on. Ids rise with time as the numbers of events do, and values
 * are read in the order of ids: nearly each is found behind the one before it.
 */
export class EventIds {
  count = 0;
  private readonly ids: Int32Array;
  /** Places in the order of their ids; of one id in the order of places. */
  private readonly order: Int32Array;
  private readonly id = new Int32Array(WORDS);
  /** Where in the order the last one was found. */
  private near = 0;

  /** @param room the most events */
  constructor(room: number) {
    this.ids = new Int32Array(room * WORDS);
    this.order = new Int32Array(room);
  }

  clear(): void {
    this.count = 0;
    this.near = 0;
  }

  /** Adds the id of the next place. @param at where it stands in the bytes */
  add(bytes: Buffer, at: number): void {
    const { count, order } = this;
    this.read(bytes, at);
    for (let word = 0; word < WORDS; word += 1) this.ids[count * WORDS + word] = this.id[word] ?? 0;
    const slot = this.compare(count - 1) >= 0 ? count : this.after();
    if (slot < count) order.copyWithin(slot + 1, slot, count);
    order[slot] = count;
    this.count = count + 1;
  }

  /** @param at where an id stands in the bytes @returns the last place that has it; -1 where none does */
  find(bytes: Buffer, at: number): number {
    this.read(bytes, at);
    let slot = this.near;
    // Mostly another value of the same event, or the first one of the next.
    if (!this.isAt(slot) && !this.isAt(++slot)) {
      slot = this.after() - 1;
      if (!this.isAt(slot)) return -1;
    }
    while (this.isAt(slot + 1)) slot += 1;
    this.near = slot;
    return this.order[slot] ?? -1;
  }

  /** The least and the greatest id of the places from one to before another, at least one, in hexadecimal. */
  range(from: number, to: number): readonly [least: string, greatest: string] {
    let [least, greatest] = [from, from];
    for (let place = from + 1; place < to; place += 1) {
      if (this.isBefore(place, least)) least = place;
      else if (this.isBefore(greatest, place)) greatest = place;
    }
    return [this.hex(least), this.hex(greatest)];
  }

  private read(bytes: Buffer, at: number): void {
    const { id } = this;
    id[0] = bytes.readInt32BE(at) ^ SIGN;
    id[1] = bytes.readInt32BE(at + 4) ^ SIGN;
    id[2] = bytes.readInt32BE(at + 8) ^ SIGN;
    id[3] = bytes.readInt32BE(at + 12) ^ SIGN;
  }

  /** Where in the order the first id stands that is greater than the one that was read. */
  private after(): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle) >= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Below 0 where the id that was read comes before the one there in the order, above 0 where it comes behind it or nothing is there. */
  private compare(slot: number): number {
    if (slot < 0) return 1;
    const { id, ids } = this;
    const at = (this.order[slot] ?? 0) * WORDS;
    for (let word = 0; word < WORDS; word += 1) {
      const [one, other] = [id[word] ?? 0, ids[at + word] ?? 0];
      if (one !== other) return one < other ? -1 : 1;
    }
    return 0;
  }

  private isAt(slot: number): boolean {
    if (slot < 0 || slot >= this.count) return false;
    const { id, ids } = this;
    const at = (this.order[slot] ?? 0) * WORDS;
    // The last words are those by which neighbours differ most.
    return ids[at + 3] === id[3] && ids[at + 2] === id[2] && ids[at + 1] === id[1] && ids[at] === id[0];
  }

  private isBefore(one: number, other: number): boolean {
    const { ids } = this;
    for (let word = 0; word < WORDS; word += 1) {
      const left = ids[one * WORDS + word] ?? 0;
      const right = ids[other * WORDS + word] ?? 0;
      if (left !== right) return left < right;
    }
    return false;
  }

  private hex(place: number): string {
    const bytes = Buffer.alloc(BYTES);
    for (let word = 0; word < WORDS; word += 1)
      bytes.writeInt32BE((this.ids[place * WORDS + word] ?? 0) ^ SIGN, word * 4);
    return bytes.toString('hex');
  }
}
