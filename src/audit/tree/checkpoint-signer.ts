import { Injectable, Logger } from '@nestjs/common';
import { sleep } from '../../platform/jobs/sleep.js';
import { describeError } from '../../platform/jobs/describe-error.js';
import { Checkpoints, LogContradicted } from './checkpoints.js';

/** Milliseconds between two looks at the tree: what was committed is signed within two seconds, by far. */
const PAUSE = 500;
/** The same while nothing can be signed. */
const PAUSE_AFTER_FAILURE = 5000;
/** A contradiction is told again after so many failures: somebody has to do something. */
const TELL_EVERY = 12;

/** Signs the log as it grows. Any number of processes may run one. */
@Injectable()
export class CheckpointSigner {
  private readonly log = new Logger('audit');
  private running: Promise<void> | undefined;
  private stopping = new AbortController();
  private compared = false;
  private failures = 0;

  constructor(private readonly checkpoints: Checkpoints) {}

  /** Signs until `stop`; calling it again changes nothing. */
  start(): void {
    if (this.running !== undefined) return;
    this.stopping = new AbortController();
    this.running = this.run(this.stopping.signal);
  }

  /** Ends after the checkpoint that is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.running = undefined;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) await sleep((await this.step()) ? PAUSE : PAUSE_AFTER_FAILURE, signal);
  }

  /** @returns whether it may go on as usual */
  private async step(): Promise<boolean> {
    try {
      // After a failure the database may be another one than before, such as a restored one.
      if (!this.compared) await this.checkpoints.compareWithStore();
      this.compared = true;
      await this.checkpoints.sign();
      if (this.failures > 0) this.log.log('Checkpoints are signed again.');
      this.failures = 0;
      return true;
    } catch (error) {
      this.compared = false;
      this.tell(error);
      this.failures += 1;
      return false;
    }
  }

  private tell(error: unknown): void {
    if (this.failures % TELL_EVERY !== 0) return;
    const contradicted = error instanceof LogContradicted ? { found: error.found } : {};
    this.log.error(
      { error: describeError(error), ...contradicted },
      'The log is not signed: see docs/audit.md, "When the log contradicts its checkpoint".',
    );
  }
}
