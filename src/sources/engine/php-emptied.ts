/** Deeper than this nothing is read: no plain value is so deep. */
const DEEPEST = 200;

/** What stands for an emptied value of each kind; `N;` for the others. */
const EMPTY: Readonly<Record<string, string>> = {
  s: 's:0:"";',
  i: 'i:0;',
  d: 'd:0;',
  b: 'b:0;',
  a: 'a:0:{}',
};

/** Values that say nothing already. */
const NOTHING = new Set([...Object.values(EMPTY), 'N;', 's:1:"0";']);

/** The way from a value to one inside it, key by key; `*` is any key. */
type Way = readonly string[];

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * A value that PHP serialised, without what some of its members hold. Everything else stays byte for byte: lengths and
 * numbers of members are those of the members themselves.
 * @param text the bytes that PHP wrote: its lengths count bytes
 * @param members keys with dots between them, such as `image_meta.credit`
 * @returns the same bytes where there is nothing to empty; undefined where the text cannot be read
 */
export function phpEmptied(text: Buffer, members: readonly string[]): Buffer | undefined {
  const reader = new Reader(text);
  try {
    reader.value(
      members.map((member) => member.split('.')),
      0,
    );
    if (reader.at !== text.length) return undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
  const parts: Buffer[] = [];
  let done = 0;
  for (const { from, to, text: empty } of reader.edits) {
    parts.push(text.subarray(done, from), Buffer.from(empty));
    done = to;
  }
  return Buffer.concat([...parts, text.subarray(done)]);
}

class Unreadable extends Error {}

class Reader {
  at = 0;
  readonly edits: Edit[] = [];

  constructor(private readonly text: Buffer) {}

  /** Reads one value and, in it, what the ways lead to. A way that is at its end means the value itself. */
  value(ways: readonly Way[], depth: number): void {
    if (depth > DEEPEST) throw new Unreadable();
    const from = this.at;
    const emptied = ways.some((way) => way.length === 0);
    const kind = this.text.toString('latin1', from, from + 1);
    this.read(kind, emptied ? [] : ways, depth);
    if (!emptied || NOTHING.has(this.text.toString('latin1', from, this.at))) return;
    this.edits.push({ from, to: this.at, text: EMPTY[kind] ?? 'N;' });
  }

  private read(kind: string, ways: readonly Way[], depth: number): void {
    this.skip(kind);
    switch (kind) {
      case 'N':
        return this.skip(';');
      // References count values from the first on, and emptying changes their number: `r` and `R` are not read.
      case 'b':
      case 'i':
      case 'd':
        this.skip(':');
        this.upTo(';');
        return;
      case 's':
      case 'E':
        this.skip(':');
        this.counted();
        return this.skip(';');
      case 'O':
        this.skip(':');
        this.counted();
        return this.members(ways, depth);
      case 'a':
        return this.members(ways, depth);
      default:
        throw new Unreadable();
    }
  }

  private members(ways: readonly Way[], depth: number): void {
    this.skip(':');
    const count = this.number();
    this.skip('{');
    for (let member = 0; member < count; member += 1) {
      const key = this.key();
      const inside = ways.filter(([next]) => next === '*' || next === key).map((way) => way.slice(1));
      this.value(inside, depth + 1);
    }
    this.skip('}');
  }

  private key(): string {
    const kind = this.text.toString('latin1', this.at, this.at + 2);
    this.skip(kind === 'i:' ? 'i:' : 's:');
    if (kind === 'i:') return this.upTo(';');
    const key = this.counted();
    this.skip(';');
    // PHP writes whose a member is that is not everybody's before its name.
    return key.replace(/^\0[^\0]*\0/, '');
  }

  /** Text between quotation marks, behind its length in bytes. */
  private counted(): string {
    const length = this.number();
    this.skip('"');
    const end = this.at + length;
    if (end > this.text.length) throw new Unreadable();
    const found = this.text.toString('utf8', this.at, end);
    this.at = end;
    this.skip('"');
    return found;
  }

  private number(): number {
    const digits = this.upTo(':');
    if (!/^\d{1,9}$/.test(digits)) throw new Unreadable();
    return Number(digits);
  }

  private upTo(mark: string): string {
    const end = this.text.indexOf(mark, this.at);
    if (end === -1) throw new Unreadable();
    const found = this.text.toString('latin1', this.at, end);
    this.at = end + mark.length;
    return found;
  }

  private skip(mark: string): void {
    if (mark === '' || this.text.toString('latin1', this.at, this.at + mark.length) !== mark)
      throw new Unreadable();
    this.at += mark.length;
  }
}
