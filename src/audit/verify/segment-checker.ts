import type pg from 'pg';
import { type BinaryRow, readBinaryCopy } from '../../platform/database/binary-copy.js';
import { setLocals } from '../../platform/database/copy.js';
import { atEvent, type Finding } from './finding.js';
import { AT, EVENT_COLUMNS, ID, LEAF, SEQ } from './event-columns.js';
import { EventIds } from './event-ids.js';
import { LeafDigests } from './leaf-digests.js';
import { LeafReader } from './leaf-columns.js';
import { type SegmentReport, type SegmentTask, type Span } from './segment.js';
import { SEGMENT, SegmentTree } from './segment-tree.js';
import { tileProblem, type TileRow } from './tile-checks.js';
import { EVENT, VALUE_COLUMNS, ValueChecks } from './value-checks.js';
import { WALK } from '../walk-settings.js';

/** Events of one block of `audit_spans`. */
const BLOCK = 1000;
const TILE = 256;

type Times = { -readonly [Part in 'block' | 'earliest' | 'latest']: Span[Part] };

/**
 * Recomputes one segment of the log after the other, on a connection inside a transaction that sees one snapshot. Memory
 * holds the digests and the hashes of one segment.
 */
export class SegmentChecker {
  private readonly tree = new SegmentTree();
  private readonly leaves = new LeafReader();
  private readonly ids = new EventIds(SEGMENT);
  private readonly digests = new LeafDigests(SEGMENT);
  private readonly personal = new ValueChecks();
  private times: Times[] = [];
  private found: SegmentReport['finding'];
  private values = 0;

  constructor(private readonly client: pg.ClientBase) {}

  async check({ index, through, sizes }: SegmentTask): Promise<SegmentReport> {
    const low = index * SEGMENT;
    this.begin();
    let bytes = await this.readEvents(low);
    if (this.ids.count < Math.min(SEGMENT, through - low))
      this.note(low + this.ids.count, 'is missing, though the log goes on after it or its tree counts it');
    const spans = this.spans(low);
    if (spans.length > 0) bytes += await this.readValues(low, spans);
    this.tree.grow(this.ids.count);
    await this.compareTiles(index);
    return {
      events: this.ids.count,
      values: this.values,
      bytes,
      finding: this.found,
      root: this.ids.count === SEGMENT ? this.tree.root(SEGMENT) : undefined,
      roots: [...new Set([...sizes, ...(await this.signedSizes(low))])]
        .filter((size) => size <= this.ids.count)
        .map((size) => [size, this.tree.root(size)] as const),
      spans,
    };
  }

  private async signedSizes(low: number): Promise<number[]> {
    const { rows } = await this.client.query<{ size: string }>(
      'SELECT size FROM audit_checkpoints WHERE size > $1 AND size <= $2',
      [low, low + SEGMENT],
    );
    return rows.map(({ size }) => Number(size) - low);
  }

  private begin(): void {
    this.ids.clear();
    this.digests.clear();
    this.times = [];
    this.found = undefined;
    this.values = 0;
  }

  private async readEvents(low: number): Promise<number> {
    await setLocals(this.client, { ...WALK, 'athar.low': String(low), 'athar.high': String(low + SEGMENT) });
    return readBinaryCopy(
      this.client,
      `SELECT ${EVENT_COLUMNS} FROM audit_events WHERE seq >= current_setting('athar.low')::bigint
       AND seq < current_setting('athar.high')::bigint ORDER BY seq`,
      (row) => this.event(low, row),
    );
  }

  private event(low: number, row: BinaryRow): void {
    const seq = row.integer(SEQ);
    const { count } = this.ids;
    // After a gap no leaf has a place.
    if (seq !== low + count) return;
    const wrong = this.leaves.read(row);
    if (wrong !== undefined) this.note(seq, wrong);
    this.ids.add(row.bytes, row.start(ID));
    this.digests.add(row.bytes, this.leaves.from, this.leaves.to);
    this.time(Math.floor(seq / BLOCK), row.integer(AT));
    this.tree.setLeaf(count, row.bytes, row.start(LEAF), row.end(LEAF));
  }

  private time(block: number, at: number): void {
    const last = this.times[this.times.length - 1];
    if (last?.block !== block) this.times.push({ block, earliest: at, latest: at });
    else if (at < last.earliest) last.earliest = at;
    else if (at > last.latest) last.latest = at;
  }

  private spans(low: number): Span[] {
    return this.times.map((times) => {
      const from = Math.max(times.block * BLOCK - low, 0);
      const to = Math.min((times.block + 1) * BLOCK - low, this.ids.count);
      const [least, greatest] = this.ids.range(from, to);
      return { ...times, least, greatest };
    });
  }

  /** Ids rise with time, so the values of a segment lie together, with few of other segments among them. */
  private async readValues(low: number, spans: readonly Span[]): Promise<number> {
    const least = spans.reduce((found, span) => (span.least < found ? span.least : found), 'g');
    const most = spans.reduce((found, { greatest }) => (greatest > found ? greatest : found), '');
    await setLocals(this.client, { 'athar.least': least, 'athar.most': most });
    const together = `FROM audit_values v WHERE v.event >= current_setting('athar.least')::uuid
      AND v.event <= current_setting('athar.most')::uuid`;
    const few = (await this.estimate(together)) < 32 * (this.ids.count + SEGMENT / 8);
    const from = few
      ? `${together} ORDER BY v.event`
      : `FROM audit_events e CROSS JOIN LATERAL (SELECT * FROM audit_values WHERE event = e.id) v
         WHERE e.seq >= current_setting('athar.low')::bigint AND e.seq < current_setting('athar.high')::bigint`;
    return readBinaryCopy(this.client, `SELECT ${VALUE_COLUMNS} ${from}`, (row) => this.value(low, row));
  }

  /** How many rows the planner expects. */
  private async estimate(from: string): Promise<number> {
    const { rows } = await this.client.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      `EXPLAIN (FORMAT JSON) SELECT ${from}`,
    );
    return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  }

  private value(low: number, row: BinaryRow): void {
    const place = this.ids.find(row.bytes, row.start(EVENT));
    if (place < 0) return;
    this.values += 1;
    const problem = this.personal.problem(row, this.digests, place);
    if (problem !== undefined) this.note(low + place, problem);
  }

  private async compareTiles(index: number): Promise<void> {
    const perSegment = SEGMENT / TILE;
    for (const [level, first, after, count] of [
      [0, index * perSegment, (index + 1) * perSegment, this.ids.count],
      [1, index, index + 1, Math.floor(this.ids.count / TILE)],
    ] as const) {
      const { rows } = await this.client.query<TileRow>(
        `SELECT tile, first, hashes FROM audit_tree WHERE level = $1 AND tile >= $2 AND tile < $3 ORDER BY tile, first`,
        [level, first, after],
      );
      const finding = tileProblem(level, first, rows, this.tree.hashes(level, count));
      // What is wrong above the leaves is told where nothing below it is.
      const seq = Number(/^event (\d+)$/.exec(finding?.where ?? '')?.[1] ?? (index + 1) * SEGMENT);
      if (finding !== undefined) this.keep(seq, finding);
    }
  }

  private note(seq: number, what: string): void {
    if (this.found === undefined || seq < this.found.seq) this.keep(seq, atEvent(seq, what));
  }

  private keep(seq: number, finding: Finding): void {
    if (this.found === undefined || seq < this.found.seq) this.found = { seq, finding };
  }
}
