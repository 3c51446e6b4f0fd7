import canonicalize from 'canonicalize';
import { type BinaryRow } from '../../platform/database/binary-copy.js';

/** Microseconds from 1970 to 2000, where PostgreSQL begins to count. */
const EPOCH_2000 = 946_684_800_000;
/** Texts that come again and again are put into JSON once; so many different ones are remembered. */
const REMEMBERED = 2000;
const DIGESTS = ',"digests":{';

/** The columns of an event beside its leaf, in the order in which `readEvent` reads them. */
export const EVENT_COLUMNS =
  'seq, at, action, outcome, actor_type, actor::text, subject::text, reference, detail::text, uuid_send(id), leaf';
export const ID = 9;
export const LEAF = 10;

/** What a column says of an event against what its leaf says. */
export interface LeafReading {
  /** The digests of its personal values, as they stand in the leaf between the braces. */
  readonly digests: string;
  /** The leaf's first part that no column says, undefined where all agree. */
  readonly wrong?: string;
}

/** Reads events whose every column must be in the leaf as canonical JSON has it, and nothing else but digests. */
export class LeafReader {
  private readonly known = new Map<string, string>();
  private minute = { at: Number.NaN, text: '' };

  /**
   * Texts are compared byte by byte: every byte is one character on both sides.
   * @param row of `EVENT_COLUMNS`
   */
  read(row: BinaryRow): LeafReading {
    const leaf = row.latin1(LEAF);
    const start = row.start(LEAF);
    const from = leaf.indexOf(DIGESTS) + DIGESTS.length;
    const to = leaf.indexOf('}', from);
    if (from < DIGESTS.length || to < 0) return { digests: '', wrong: 'its leaf is no version 1' };
    // Out of the bytes: a part of the text would keep all of it in memory.
    const digests = row.bytes.toString('latin1', start + from, start + to);
    if (leaf === this.head(row) + digests + this.tail(row)) return { digests };
    return { digests, wrong: this.difference(row, leaf) };
  }

  private head(row: BinaryRow): string {
    const actor = row.isNull(5) ? '' : `"id":"${row.latin1(5)}",`;
    return (
      `{"event":{"action":${this.json(row.latin1(2))},"actor":{${actor}"type":${this.json(row.latin1(4))}},` +
      `"at":"${this.time(row.integer(1))}","detail":${this.detail(row)}${DIGESTS}`
    );
  }

  private tail(row: BinaryRow): string {
    const reference = row.isNull(7) ? '' : `,"reference":${JSON.stringify(row.latin1(7))}`;
    const subject = row.isNull(6) ? '' : `,"subject":"${row.latin1(6)}"`;
    return `},"outcome":${this.json(row.latin1(3))}${reference}${subject}},"seq":${row.integer(0)},"v":1}`;
  }

  /** `timeOf`, since events that follow each other mostly share their minute. */
  private time(microseconds: number): string {
    const milliseconds = microseconds / 1000;
    const at = Math.floor(milliseconds / 60_000);
    if (!Number.isInteger(milliseconds)) return timeOf(microseconds);
    if (at !== this.minute.at) this.minute = { at, text: timeOf(at * 60_000_000).slice(0, 17) };
    const within = String(milliseconds - at * 60_000).padStart(5, '0');
    return `${this.minute.text}${within.slice(0, 2)}.${within.slice(2)}Z`;
  }

  private detail(row: BinaryRow): string {
    const text = row.latin1(8);
    if (text === '{}') return text;
    return this.remembered(`d${text}`, () =>
      Buffer.from(canonicalDetail(row.text(8)) ?? '').toString('latin1'),
    );
  }

  private json(text: string): string {
    return this.remembered(text, () => JSON.stringify(text));
  }

  private remembered(key: string, make: () => string): string {
    let made = this.known.get(key);
    if (made === undefined) {
      made = make();
      if (this.known.size >= REMEMBERED) this.known.clear();
      this.known.set(key, made);
    }
    return made;
  }

  /** Which columns do not say what the leaf says. */
  private difference(row: BinaryRow, text: string): string {
    const leaf = Buffer.from(text, 'latin1').toString('utf8');
    let said: unknown;
    try {
      said = JSON.parse(leaf);
    } catch {
      return 'its leaf is no JSON';
    }
    const { event = {}, seq } = said as { event?: Said; seq?: unknown };
    const pairs: readonly [column: string, column: unknown, leaf: unknown][] = [
      ['seq', row.integer(0), seq],
      ['at', timeOf(row.integer(1)), event.at],
      ['action', row.text(2), event.action],
      ['outcome', row.text(3), event.outcome],
      ['actor_type', row.text(4), event.actor?.type],
      ['actor', row.isNull(5) ? undefined : row.text(5), event.actor?.id],
      ['subject', row.isNull(6) ? undefined : row.text(6), event.subject],
      ['reference', row.isNull(7) ? undefined : row.text(7), event.reference],
      ['detail', canonicalDetail(row.text(8)), canonicalize(event.detail ?? null)],
    ];
    const wrong = pairs.filter(([, column, inLeaf]) => column !== inLeaf).map(([name]) => name);
    if (wrong.length === 0) return 'its leaf is not canonical JSON of version 1';
    return `its ${wrong.length === 1 ? 'column' : 'columns'} ${wrong.join(', ')} and its leaf say different things`;
  }
}

/** The parts of an event in a leaf that nobody has checked yet. */
interface Said {
  readonly at?: unknown;
  readonly action?: unknown;
  readonly outcome?: unknown;
  readonly actor?: { readonly id?: unknown; readonly type?: unknown };
  readonly subject?: unknown;
  readonly reference?: unknown;
  readonly detail?: unknown;
}

/**
 * The column `detail` as canonical JSON; undefined where a number stands in it that JavaScript writes otherwise, such as
 * 1.0 or one of more digits than it can tell apart: no leaf has these, and a search finds them otherwise.
 */
function canonicalDetail(text: string): string | undefined {
  const numbers = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').match(/-?\d[\d.]*/g) ?? [];
  if (numbers.some((number) => String(Number(number)) !== number)) return undefined;
  return canonicalize(JSON.parse(text));
}

/** RFC 3339 with milliseconds, and what is below them where anything is, which no leaf has. */
function timeOf(microseconds: number): string {
  const below = ((microseconds % 1000) + 1000) % 1000;
  const milliseconds = (microseconds - below) / 1000 + EPOCH_2000;
  if (Math.abs(milliseconds) > 8.64e15) return 'infinity';
  const time = new Date(milliseconds).toISOString();
  return below === 0 ? time : `${time} and ${below} microseconds`;
}
