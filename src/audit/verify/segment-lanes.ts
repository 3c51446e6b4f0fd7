import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type SegmentReport, type SegmentTask } from './segment.js';
import { type SnapshotPlace } from './snapshot.js';

const MOST_THREADS = 4;
const YOUNG_MEGABYTES = 64;

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
      // What a segment holds outlives the usual size, and would be copied again and again.
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

/** Checks every segment, several at once, and hands on their reports in order; memory holds as many as there are lanes. */
export async function* segmentReports(
  lanes: readonly Lane[],
  tasks: { readonly count: number; readonly at: (index: number) => SegmentTask },
): AsyncGenerator<SegmentReport> {
  const under = new Map<number, Promise<SegmentReport>>();
  const run = (index: number): void => {
    const lane = lanes[index % lanes.length];
    if (lane === undefined || index >= tasks.count) return;
    const report = lane.check(tasks.at(index));
    // Whoever waits for it hears of it; until then nobody does.
    report.catch(() => undefined);
    under.set(index, report);
  };
  lanes.forEach((_, index) => run(index));
  for (let index = 0; index < tasks.count; index += 1) {
    const report = await under.get(index);
    under.delete(index);
    if (report === undefined) return;
    run(index + lanes.length);
    yield report;
  }
}
