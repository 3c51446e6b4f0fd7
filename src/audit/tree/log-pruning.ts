import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit-log.js';
import { AuditSequencer } from '../audit-sequencer.js';
import { Checkpoints } from './checkpoints.js';

/** Events that were dropped: numbers `from` to `to`, both included. */
export interface Pruned {
  readonly from: number;
  readonly to: number;
}

/** Thrown where what is about to be dropped cannot be proven to have been recorded; nothing is dropped. */
export class PruningUnproven extends Error {
  constructor() {
    super(
      'No checkpoint covers the record of what is about to be dropped, so nothing is dropped. Try again.',
    );
    this.name = 'PruningUnproven';
  }
}

interface Part {
  readonly low: number;
  readonly high: number;
}

/** Events whose values one statement deletes. */
const SLICE = 50_000;

/**
 * Drops the oldest events, whole partitions at a time. Their hashes stay, so every proof of a later event verifies as before,
 * and so does that of a dropped one whose leaf somebody kept.
 */
@Injectable()
export class LogPruning {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: AuditLog,
    private readonly sequencer: AuditSequencer,
    private readonly checkpoints: Checkpoints,
  ) {}

  /**
   * Drops every partition, the oldest first, that is full and whose events all happened before an instant, with the personal
   * values of its events. That this is done is an event itself, and covered by a checkpoint before anything goes. One that was
   * interrupted is done again by the next call.
   * @param ownerUrl the database in the role that owns it: the portal's own may drop nothing
   * @returns undefined where there is nothing to drop @throws PruningUnproven
   */
  async dropBefore(instant: Date, ownerUrl: string): Promise<Pruned | undefined> {
    const parts = await this.partsBefore(instant);
    const [first, last] = [parts[0], parts.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const pruned = { from: first.low, to: last.high - 1 };
    await this.record(pruned);
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      for (const part of parts) await drop(owner, part);
    } finally {
      await owner.end();
    }
    return pruned;
  }

  private async partsBefore(instant: Date): Promise<Part[]> {
    const rows = await this.dataSource.query<{ low: string; high: string; old: boolean }[]>(
      `SELECT p.low, p.high, p.high <= audit_tree_size() - 1 AND NOT EXISTS (
         SELECT FROM audit_spans s JOIN audit_events e ON e.seq >= greatest(p.low, s.block * 1000)
           AND e.seq < least(p.high, s.block * 1000 + 1000) AND e.at >= $1
         WHERE s.block >= p.low / 1000 AND s.block <= (p.high - 1) / 1000 AND s.latest >= $1
       ) AS old
       FROM audit_partitions p WHERE p.dropped_at IS NULL ORDER BY p.low`,
      [instant],
    );
    const young = rows.findIndex(({ old }) => !old);
    return rows
      .slice(0, young < 0 ? rows.length : young)
      .map(({ low, high }) => ({ low: Number(low), high: Number(high) }));
  }

  /** @throws PruningUnproven */
  private async record({ from, to }: Pruned): Promise<void> {
    await this.dataSource.transaction((manager) =>
      this.log.append(manager, {
        action: 'audit.pruned',
        actor: { type: 'operator' },
        detail: { from, to, events: to - from + 1 },
      }),
    );
    await this.sequencer.catchUp();
    const [event] = await this.dataSource.query<{ seq: string }[]>(
      `SELECT seq FROM audit_events WHERE action = 'audit.pruned' ORDER BY seq DESC LIMIT 1`,
    );
    await this.checkpoints.sign();
    if (event === undefined || (await this.checkpoints.covering(Number(event.seq))) === undefined) {
      throw new PruningUnproven();
    }
  }
}

/** Values first, so that none outlives its event; then the events, without keeping readers from the log. */
async function drop(owner: pg.Client, { low, high }: Part): Promise<void> {
  const name = pg.escapeIdentifier(`audit_events_${low}`);
  const { rows } = await owner.query<{ attached: boolean; leaving: boolean }>(
    `SELECT c.relispartition AS attached, coalesce(i.inhdetachpending, false) AS leaving
     FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid WHERE c.oid = to_regclass($1)`,
    [`public.${name}`],
  );
  const [found] = rows;
  if (found !== undefined) {
    for (let from = low; from < high; from += SLICE) {
      await owner.query(
        `DELETE FROM audit_values v USING ${name} e WHERE v.event = e.id AND e.seq >= $1 AND e.seq < $2`,
        [from, from + SLICE],
      );
    }
    if (found.leaving) await owner.query(`ALTER TABLE audit_events DETACH PARTITION ${name} FINALIZE`);
    else if (found.attached)
      await owner.query(`ALTER TABLE audit_events DETACH PARTITION ${name} CONCURRENTLY`);
    await owner.query(`DROP TABLE ${name}`);
  }
  await owner.query('UPDATE audit_partitions SET dropped_at = now() WHERE low = $1', [low]);
}
