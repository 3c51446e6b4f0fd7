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
import { SegmentValues } from './segment-values.js';
import { tileProblem, type TileRow } from './tile-checks.js';
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
  private readonly personal: SegmentValues;
  private times: Times[] = [];
  private found: SegmentReport['finding'];

  constructor(private readonly client: pg.ClientBase) {
    this.personal = new SegmentValues(client, this.ids, this.digests);
  }

  async check({ index, through, sizes }: SegmentTask): Promise<SegmentReport> {
    const low = index * SEGMENT;
    this.begin();
    const bytes = await this.readEvents(low);
    if (this.ids.count < Math.min(SEGMENT, through - low))
      this.note(low + this.ids.count, 'is missing, though the log goes on after it or its tree counts it');
    const spans = this.spans(low);
    const values = spans.length > 0 ? await this.values(low, spans) : { count: 0, bytes: 0 };
    this.tree.grow(this.ids.count);
    await this.compareTiles(index);
    return {
      events: this.ids.count,
      values: values.count,
      bytes: bytes + values.bytes,
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

  private values(low: number, spans: readonly Span[]) {
    return this.personal.check(spans, (place, what) => this.note(low + place, what));
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
