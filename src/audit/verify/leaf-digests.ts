const [QUOTE, COLON] = [0x22, 0x3a] as const;
/** Quotes and the colon around a name and its digest. */
const AROUND = 5;
/** Of digests of an event; there is more room where they need more. */
const USUAL_BYTES = 128;

/**
 * The digests that the leaves of a segment have. They lie in one array, which every segment uses again: as objects of their own they
 * would be what a verification spends most of its memory and time on.
 */
export class LeafDigests {
  private count = 0;
  private readonly ends: Uint32Array;
  private digests: Buffer;

  /** @param room the most events */
  constructor(room: number) {
    this.ends = new Uint32Array(room + 1);
    this.digests = Buffer.alloc(room * USUAL_BYTES);
  }

  clear(): void {
    this.count = 0;
  }

  /** Adds those of the next place. @param from where they stand in the bytes @param to the byte behind them */
  add(bytes: Buffer, from: number, to: number): void {
    const start = this.ends[this.count] ?? 0;
    const end = start + to - from;
    if (end > this.digests.length) {
      const more = Buffer.alloc(end * 2);
      this.digests.copy(more, 0, 0, start);
      this.digests = more;
    }
    // Few bytes, for which a call out of JavaScript takes longer.
    const { digests } = this;
    for (let at = from; at < to; at += 1) digests[start + at - from] = bytes[at] ?? 0;
    this.count += 1;
    this.ends[this.count] = end;
  }

  /** What the leaf at a place has between the braces of its digests. */
  of(place: number): string {
    return this.digests.toString('latin1', this.ends[place], this.ends[place + 1]);
  }

  /**
   * Whether the leaf at a place has this digest of a field.
   * @param from where the name of the field stands in the bytes; letters only @param to the byte behind it
   * @param digest as base64url
   */
  has(place: number, bytes: Buffer, from: number, to: number, digest: string): boolean {
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

  /** Whether this text and a quote behind it stand there. */
  private isText(at: number, text: string): boolean {
    const { digests } = this;
    let same = 0;
    while (same < text.length && digests[at + same] === text.charCodeAt(same)) same += 1;
    return same === text.length && digests[at + same] === QUOTE;
  }
}
