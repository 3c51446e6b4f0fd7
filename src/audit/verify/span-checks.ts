import type pg from 'pg';
import { type Finding } from './finding.js';
import { type SegmentReport, type Span } from './segment.js';

/** Microseconds since 2000, as a binary COPY has them. */
const MICROSECONDS = (column: string): string =>
  `(extract(epoch FROM ${column}) * 1000000)::bigint - 946684800000000`;

/** Compares `audit_spans` with the times of the events, block by block as they come. */
export class SpanChecks {
  private open: readonly Readonly<Span>[] = [];

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
      first !== undefined && left?.[0] === first[0]
        ? [[first[0], Math.min(first[1], left[1]), Math.max(first[2], left[2])] as const, ...spans.slice(1)]
        : [...this.open, ...spans];
    this.open = joined.slice(-1);
    return this.compare(joined.slice(0, -1));
  }

  /** Compares what is left, and that nothing stands beyond it. */
  async end(): Promise<Finding | undefined> {
    const last = this.open[0]?.[0] ?? -1;
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
    const { rows } = await this.client.query<{ block: string; earliest: string; latest: string }>(
      `SELECT block, ${MICROSECONDS('earliest')} AS earliest, ${MICROSECONDS('latest')} AS latest
       FROM audit_spans WHERE block >= $1 AND block <= $2`,
      [first[0], last[0]],
    );
    const stored = new Map(rows.map((row) => [Number(row.block), row]));
    const wrong = blocks.find(([block, earliest, latest]) => {
      if (block * 1000 < this.pruned) return false;
      const row = stored.get(block);
      return Number(row?.earliest) !== earliest || Number(row?.latest) !== latest;
    });
    if (wrong === undefined) return undefined;
    return {
      where: `span ${wrong[0]}`,
      what: `its times are not those of events ${wrong[0] * 1000} to ${wrong[0] * 1000 + 999}`,
    };
  }
}
