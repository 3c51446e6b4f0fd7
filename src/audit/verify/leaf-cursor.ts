const HEX = Buffer.from('0123456789abcdef');
const [QUOTE, DASH, COLON, DOT, BACKSLASH, ZERO] = [0x22, 0x2d, 0x3a, 0x2e, 0x5c, 0x30] as const;
const UUID = 16;
/** More digits may be more than a number can tell apart. */
const MOST_DIGITS = 15;
const MINUTE = 60_000;

/** Goes through a leaf and compares what it says, byte by byte; no text is made of it. Once anything differs, it says so for good. */
export class LeafCursor {
  at = 0;
  agrees = true;
  private bytes: Buffer = Buffer.alloc(0);
  private end = 0;

  begin(bytes: Buffer, at: number, end: number): void {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    this.agrees = true;
  }

  /** Whether all of the leaf was gone through, and agreed. */
  done(): boolean {
    return this.agrees && this.at === this.end;
  }

  literal(expected: Buffer): void {
    this.same(expected, 0, expected.length);
  }

  /** What stands in `source`, byte by byte. */
  same(source: Buffer, from: number, to: number): void {
    if (!this.fits(to - from)) return;
    const { bytes } = this;
    let at = this.at;
    for (let place = from; place < to; place += 1, at += 1) {
      if (bytes[at] !== source[place]) {
        this.agrees = false;
        return;
      }
    }
    this.at = at;
  }

  /** The same as text in JSON, between its quotes. One that JSON writes otherwise than it is counts as differing. */
  text(source: Buffer, from: number, to: number): void {
    for (let place = from; place < to; place += 1) {
      const byte = source[place] ?? 0;
      if (byte < 0x20 || byte === QUOTE || byte === BACKSLASH) this.agrees = false;
    }
    this.same(source, from, to);
  }

  /** The sixteen bytes of a UUID as text. */
  uuid(source: Buffer, from: number): void {
    if (!this.fits(36)) return;
    const { bytes } = this;
    let { at, agrees } = this;
    for (let place = 0; place < UUID; place += 1) {
      if (place === 4 || place === 6 || place === 8 || place === 10) agrees &&= bytes[at++] === DASH;
      const byte = source[from + place] ?? 0;
      agrees &&= bytes[at] === HEX[byte >> 4] && bytes[at + 1] === HEX[byte & 15];
      at += 2;
    }
    this.at = at;
    this.agrees = agrees;
  }

  /** The time of a day with milliseconds, as RFC 3339 has it. */
  clock(milliseconds: number): void {
    const within = milliseconds % MINUTE;
    const minutes = (milliseconds - within) / MINUTE;
    this.two(Math.floor(minutes / 60));
    this.byte(COLON);
    this.two(minutes % 60);
    this.byte(COLON);
    this.two(Math.floor(within / 1000));
    this.byte(DOT);
    this.two(Math.floor((within % 1000) / 10));
    this.byte(ZERO + (within % 10));
  }

  /** A whole number from 0 as JSON has it. */
  whole(expected: number): void {
    const { bytes, end } = this;
    let { at } = this;
    let value = 0;
    for (let byte = bytes[at] ?? 0; at < end && byte >= ZERO && byte < ZERO + 10; byte = bytes[at] ?? 0) {
      value = value * 10 + byte - ZERO;
      at += 1;
    }
    const digits = at - this.at;
    const canonical = digits === 1 || (digits > 1 && digits <= MOST_DIGITS && bytes[this.at] !== ZERO);
    this.agrees &&= canonical && value === expected;
    this.at = at;
  }

  /** Goes on to the next such byte. */
  skipTo(byte: number): void {
    const { bytes, end } = this;
    let { at } = this;
    while (at < end && bytes[at] !== byte) at += 1;
    this.at = at;
    this.agrees &&= at < end;
  }

  private two(value: number): void {
    const tens = Math.floor(value / 10);
    this.byte(ZERO + tens);
    this.byte(ZERO + value - tens * 10);
  }

  private byte(expected: number): void {
    this.agrees &&= this.at < this.end && this.bytes[this.at] === expected;
    this.at += 1;
  }

  private fits(length: number): boolean {
    this.agrees &&= this.at + length <= this.end;
    return this.agrees;
  }
}
