/** Numbers that nobody foresees and that come again in every run (mulberry32). */
export class Chance {
  constructor(private state: number) {}

  /** A whole number from 0, below `end`. */
  below(end: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  }

  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

/** Texts that JSON, UTF-8 or a hasty comparison could treat in more ways than one. */
export const ODD_TEXTS: readonly string[] = [
  'plain',
  '',
  'with "quotes"',
  'back\\slash and \\u0041',
  'line\nfeed\ttab\u0001\u001f\u007f',
  'الدار البيضاء',
  '\u{1F9FF} and \u{10FFFF}',
  '\u2028\u2029\ufeff\ufffd',
  '","outcome":"',
  ',"digests":{"ip":"x"}',
  '}',
  'é'.repeat(60),
  '~'.repeat(199),
];

/** Changes one byte into another, mostly one that means something to JSON. @returns the byte that stood there */
export function changeByte(chance: Chance, bytes: Buffer, at: number): number {
  const was = bytes[at] ?? 0;
  const meaning = Buffer.from('{}[]",:\\/0123456789-aZ \n\0');
  do {
    bytes[at] =
      chance.below(3) > 0 ? (meaning[chance.below(meaning.length)] ?? 0) : was ^ (1 << chance.below(8));
  } while (bytes[at] === was);
  return was;
}
