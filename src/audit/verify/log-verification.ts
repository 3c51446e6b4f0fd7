import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { StreamPool } from '../../platform/database/stream-pool.js';
import { CheckpointStore } from '../tree/checkpoint-store.js';
import { Checkpoints } from '../tree/checkpoints.js';
import { sizeOf } from './checkpoint-checks.js';
import { readExtent } from './log-reads.js';
import { SegmentChecker } from './segment-checker.js';
import { type Lane, segmentReports, ThreadLane, threadsFor } from './segment-lanes.js';
import { openSnapshot } from './snapshot.js';
import { type Verdict } from './verdict.js';
import { VerificationRun } from './verification-run.js';

export interface VerificationOptions {
  /** Notes that witnesses kept. */
  readonly kept?: readonly string[];
  readonly onProgress?: (done: number, total: number) => void;
  /** What else is to be done in the snapshot that was verified. */
  readonly afterwards?: (client: pg.ClientBase, verdict: Verdict) => Promise<void>;
}

/** Recomputes the log from the stored events, in one snapshot, and compares everything that was derived from it or signed. */
@Injectable()
export class LogVerification {
  constructor(
    private readonly pool: StreamPool,
    private readonly checkpoints: Checkpoints,
    private readonly store: CheckpointStore,
  ) {}

  async run({ kept = [], onProgress, afterwards }: VerificationOptions = {}): Promise<Verdict> {
    // Before the snapshot: what is signed meanwhile may count events that the snapshot does not see.
    const outside = await this.store.last();
    const client = await this.pool.connect();
    try {
      const snapshot = await openSnapshot(client);
      const extent = await readExtent(client);
      const notes = [...kept, ...(outside === undefined ? [] : [outside.note])];
      const run = new VerificationRun(client, extent, notes.map(sizeOf), this.checkpoints.publicKey());
      await run.passPruned();
      await this.segments(run, snapshot, onProgress);
      const verdict = await run.verdict(kept, outside);
      await afterwards?.(client, verdict);
      await client.query('COMMIT');
      client.release();
      return verdict;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  private async segments(
    run: VerificationRun,
    snapshot: string,
    onProgress: VerificationOptions['onProgress'],
  ): Promise<void> {
    const threads = run.segments > 1 ? threadsFor(run.segments) : 0;
    const checker = new SegmentChecker(run.client);
    const here: Lane = { check: (task) => checker.check(task), end: () => Promise.resolve() };
    const lanes =
      threads === 0
        ? [here]
        : Array.from({ length: threads }, () => new ThreadLane({ url: this.pool.appUrl, snapshot }));
    try {
      const tasks = { count: run.segments, at: (index: number) => run.task(index) };
      for await (const report of segmentReports(lanes, tasks)) {
        await run.add(report);
        onProgress?.(run.events, run.extent.through);
        if (run.gap) break;
      }
    } finally {
      await Promise.all(lanes.map((lane) => lane.end()));
    }
  }
}
