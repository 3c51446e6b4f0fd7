import { Injectable, Logger } from '@nestjs/common';
import { describeError } from '../../platform/jobs/describe-error.js';
import { Loop } from '../../platform/jobs/loop.js';
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
  private readonly loop = new Loop(() => this.step());
  private compared = false;
  private failures = 0;

  constructor(private readonly checkpoints: Checkpoints) {}

  /** Signs until `stop`; calling it again changes nothing. */
  start(): void {
    this.loop.start();
  }

  /** Ends after the checkpoint that is under way. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** @returns how long to pause before the next */
  private async step(): Promise<number> {
    try {
      // After a failure the database may be another one than before, such as a restored one.
      if (!this.compared) await this.checkpoints.compareWithStore();
      this.compared = true;
      await this.checkpoints.sign();
      if (this.failures > 0) this.log.log('Checkpoints are signed again.');
      this.failures = 0;
      return PAUSE;
    } catch (error) {
      this.compared = false;
      this.tell(error);
      this.failures += 1;
      return PAUSE_AFTER_FAILURE;
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
