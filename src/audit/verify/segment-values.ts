import type pg from 'pg';
import { type BinaryRow, readBinaryCopy } from '../../platform/database/binary-copy.js';
import { setLocals } from '../../platform/database/copy.js';
import { type EventIds } from './event-ids.js';
import { type LeafDigests } from './leaf-digests.js';
import { type Span } from './segment.js';
import { SEGMENT } from './segment-tree.js';
import { EVENT, VALUE_COLUMNS, ValueChecks } from './value-checks.js';

/** Told of a value that its event's leaf contradicts. @param place of the event in the segment */
type Note = (place: number, what: string) => void;

/** How often more rows than values of the segment may lie among them before each event's are looked up by themselves. */
const MOST_OTHERS = 32;

/** Compares the personal values of one segment's events with the digests of their leaves. */
export class SegmentValues {
  private readonly checks = new ValueChecks();

  /** @param client in the snapshot whose events are in `ids` and `digests` */
  constructor(
    private readonly client: pg.ClientBase,
    private readonly ids: EventIds,
    private readonly digests: LeafDigests,
  ) {}

  /**
   * Ids rise with time, so the values of a segment lie together, with few of other segments among them. The numbers of its events
   * are set as `athar.low` and `athar.high`, the one after the last.
   * @param spans of its events, at least one
   */
  async check(spans: readonly Span[], note: Note): Promise<{ count: number; bytes: number }> {
    const least = spans.reduce((found, span) => (span.least < found ? span.least : found), 'g');
    const most = spans.reduce((found, { greatest }) => (greatest > found ? greatest : found), '');
    await setLocals(this.client, { 'athar.least': least, 'athar.most': most });
    const together = `FROM audit_values v WHERE v.event >= current_setting('athar.least')::uuid
      AND v.event <= current_setting('athar.most')::uuid`;
    const few = (await this.estimate(together)) < MOST_OTHERS * (this.ids.count + SEGMENT / 8);
    const from = few
      ? `${together} ORDER BY v.event`
      : `FROM audit_events e CROSS JOIN LATERAL (SELECT * FROM audit_values WHERE event = e.id) v
         WHERE e.seq >= current_setting('athar.low')::bigint AND e.seq < current_setting('athar.high')::bigint`;
    let count = 0;
    const bytes = await readBinaryCopy(this.client, `SELECT ${VALUE_COLUMNS} ${from}`, (row) => {
      if (this.value(row, note)) count += 1;
    });
    return { count, bytes };
  }

  /** How many rows the planner expects. */
  private async estimate(from: string): Promise<number> {
    const { rows } = await this.client.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      `EXPLAIN (FORMAT JSON) SELECT ${from}`,
    );
    return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  }

  /** @returns whether it is of an event of the segment */
  private value(row: BinaryRow, note: Note): boolean {
    const place = this.ids.find(row.bytes, row.start(EVENT));
    if (place < 0) return false;
    const problem = this.checks.problem(row, this.digests, place);
    if (problem !== undefined) note(place, problem);
    return true;
  }
}
