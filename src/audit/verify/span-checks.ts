import type pg from 'pg';
import { type Finding } from './finding.js';
import { type SegmentReport, type Span } from './segment.js';

/** Microseconds since 2000, as a binary COPY has them. */
const MICROSECONDS = (column: string): string =>
  `(extract(epoch FROM ${column}) * 1000000)::bigint - 946684800000000`;

/** A row of `audit_spans`. */
interface StoredSpan {
  readonly block: string;
  readonly earliest: string;
  readonly latest: string;
  readonly least: string;
  readonly greatest: string;
}

/** Compares `audit_spans` with the times and the ids of the events, block by block as they come. */
export class SpanChecks {
  private open: readonly Span[] = [];

  /** @param pruned the first number that has an event: what a block before it held is not known any more */
  constructor(
    private readonly client: pg.ClientBase,
    private readonly pruned = 0,
  ) {}

  /** Takes the spans of the next segment; a block that goes on in the one after it is compared then. */
  async add({ spans }: SegmentReport): Promise<Finding | undefined> {
    const [first] = spans;
    const [left] = this.open;
    const joined =
      first !== undefined && left?.block === first.block
        ? [join(left, first), ...spans.slice(1)]
        : [...this.open, ...spans];
    this.open = joined.slice(-1);
    return this.compare(joined.slice(0, -1));
  }

  /** Compares what is left, and that nothing stands beyond it. */
  async end(): Promise<Finding | undefined> {
    const last = this.open[0]?.block ?? -1;
    const { rows } = await this.client.query<{ block: string }>(
      'SELECT block FROM audit_spans WHERE block > $1 OR block < 0 ORDER BY block LIMIT 1',
      [last],
    );
    const found = await this.compare(this.open);
    if (found !== undefined || rows[0] === undefined) return found;
    return { where: `span ${rows[0].block}`, what: 'no event belongs to it' };
  }

  private async compare(blocks: typeof this.open): Promise<Finding | undefined> {
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const { rows } = await this.client.query<StoredSpan>(
      `SELECT block, ${MICROSECONDS('earliest')} AS earliest, ${MICROSECONDS('latest')} AS latest,
              encode(uuid_send(least_id), 'hex') AS least, encode(uuid_send(greatest_id), 'hex') AS greatest
       FROM audit_spans WHERE block >= $1 AND block <= $2`,
      [first.block, last.block],
    );
    const stored = new Map(rows.map((row) => [Number(row.block), row]));
    const found = blocks.map((span) => this.problem(span, stored.get(span.block)));
    return found.find((finding) => finding !== undefined);
  }

  private problem({ block, ...made }: Span, stored: StoredSpan | undefined): Finding | undefined {
    const where = `span ${block}`;
    const known = block * 1000 >= this.pruned;
    if (known && (Number(stored?.earliest) !== made.earliest || Number(stored?.latest) !== made.latest))
      return { where, what: `its times are not those of events ${block * 1000} to ${block * 1000 + 999}` };
    if (stored !== undefined && (made.least < stored.least || made.greatest > stored.greatest))
      return { where, what: 'its ids leave out an event, which searches then pass over' };
    return undefined;
  }
}

function join(one: Span, other: Span): Span {
  return {
    block: one.block,
    earliest: Math.min(one.earliest, other.earliest),
    latest: Math.max(one.latest, other.latest),
    least: one.least < other.least ? one.least : other.least,
    greatest: one.greatest > other.greatest ? one.greatest : other.greatest,
  };
}
