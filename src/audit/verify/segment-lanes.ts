import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type SegmentReport, type SegmentTask } from './segment.js';
import { type SnapshotPlace } from './snapshot.js';

const MOST_THREADS = 4;
const YOUNG_MEGABYTES = 12;

/** Something that checks one segment at a time. */
export interface Lane {
  check(task: SegmentTask): Promise<SegmentReport>;
  end(): Promise<void>;
}

/** How many threads are worth their start. Source that was not compiled has none. */
export function threadsFor(segments: number): number {
  return import.meta.url.endsWith('.js') ? Math.min(segments, MOST_THREADS, availableParallelism()) : 0;
}

/** A thread with a connection of its own, so that reading, comparing and hashing go on side by side. */
export class ThreadLane implements Lane {
  private readonly worker: Worker;
  /** A thread ends or fails whenever it likes, also while nobody waits for an answer of it. */
  private readonly ended: Promise<void>;
  private readonly failed: Promise<never>;

  constructor(data: SnapshotPlace) {
    this.worker = new Worker(new URL('./segment-thread.js', import.meta.url), {
      workerData: data,
      // What is made of a row is over with the row: more room would only be more memory.
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    this.ended = new Promise((resolve) => void this.worker.once('exit', () => resolve()));
    this.failed = new Promise((_, reject) => {
      this.worker.on('error', reject);
      this.worker.once('exit', () => reject(new Error('A thread of the verification ended.')));
    });
    this.failed.catch(() => undefined);
  }

  check(task: SegmentTask): Promise<SegmentReport> {
    const answer = new Promise<SegmentReport>((resolve, reject) => {
      this.worker.once('message', ({ report, error }: { report?: SegmentReport; error?: string }) =>
        report === undefined ? reject(new Error(error)) : resolve(report),
      );
      this.worker.postMessage(task);
    });
    return Promise.race([answer, this.failed]);
  }

  async end(): Promise<void> {
    this.worker.postMessage(null);
    await this.ended;
  }
}

/** Reports that may wait for an earlier one, for each lane. */
const WAITING = 3;

/**
 * Checks every segment, several at once, and hands on their reports in order. A lane that is done begins with the next segment
 * though an earlier one may still be under way; memory holds a few reports for each lane, which are small.
 */
export async function* segmentReports(
  lanes: readonly Lane[],
  tasks: { readonly count: number; readonly at: (index: number) => SegmentTask },
): AsyncGenerator<SegmentReport> {
  const under = new Map<number, Promise<SegmentReport>>();
  const free = [...lanes];
  let next = 0;
  const start = (): void => {
    while (next < tasks.count && under.size < lanes.length * WAITING) {
      const lane = free.pop();
      if (lane === undefined) return;
      const report = lane.check(tasks.at(next));
      under.set(next, report);
      next += 1;
      // Whoever waits for a report hears of its failure; until then nobody does.
      report.then(
        () => {
          free.push(lane);
          start();
        },
        () => undefined,
      );
    }
  };
  start();
  try {
    for (let index = 0; index < tasks.count; index += 1) {
      const report = await under.get(index);
      under.delete(index);
      if (report === undefined) return;
      start();
      yield report;
    }
  } finally {
    // Whoever has seen enough finds every lane at rest.
    next = tasks.count;
    await Promise.allSettled(under.values());
  }
}
