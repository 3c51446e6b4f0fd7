import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { codeOf } from '../platform/errors/code-of.js';
import { describeError } from '../platform/jobs/describe-error.js';
import { Loop } from '../platform/jobs/loop.js';

/** Events moved by one statement. */
const BATCH = 5000;
/** Milliseconds between two looks at the queue. */
const PAUSE = 250;
/** The same after a failure, such as a database that restarts. */
const PAUSE_AFTER_FAILURE = 1000;
/** SQLSTATE of `audit_sequence` where events, tree and last checkpoint do not fit: data_corrupted. */
const CONTRADICTED = 'XX001';

/**
 * Gives committed events their numbers. Any number of processes may run one: the database lets them move events one
 * at a time, and numbers what is committed and not moved yet, so that none is lost, doubled or left out.
 */
@Injectable()
export class AuditSequencer {
  private readonly log = new Logger('audit');
  private readonly loop = new Loop(() => this.step());
  private failing = false;

  constructor(private readonly dataSource: DataSource) {}

  /** Moves events until `stop`; calling it again changes nothing. */
  start(): void {
    this.loop.start();
  }

  /** Ends after the statement that is under way. What is still queued is moved after the next start. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  /**
   * Moves everything that was committed before the call, waiting for a batch that another process is moving.
   * Never inside a transaction: the sequencers of all processes would wait for its end. Where the log contradicts its
   * checkpoint nothing more gets a number: what has one can still be read, so that somebody can find out why.
   */
  async catchUp(): Promise<void> {
    // A batch leaves the queue and enters the log in one commit, so an empty queue means that nothing is missing.
    while (await this.waiting()) {
      try {
        await move(this.dataSource.manager, true);
      } catch (error) {
        if (codeOf(error) !== CONTRADICTED) throw error;
        return;
      }
    }
  }

  private async waiting(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ waiting: boolean }[]>(
      'SELECT EXISTS (SELECT FROM audit_queue) AS waiting',
    );
    return row?.waiting === true;
  }

  /** Moves one batch; answers how long to pause before the next. */
  private async step(): Promise<number> {
    try {
      const moved = await move(this.dataSource.manager, false);
      if (this.failing) this.log.log('Events are numbered again.');
      this.failing = false;
      return moved === BATCH ? 0 : PAUSE;
    } catch (error) {
      // The queue keeps what was not moved, so waiting is safe; the first failure of a row is told, without values.
      if (!this.failing)
        this.log.error({ error: describeError(error) }, 'Events cannot be numbered; trying again.');
      this.failing = true;
      return PAUSE_AFTER_FAILURE;
    }
  }
}

/** How many events one call moved; -1 where another process is moving and `wait` is false. */
async function move(manager: EntityManager, wait: boolean): Promise<number> {
  const [row] = await manager.query<{ moved: number }[]>('SELECT audit_sequence($1, $2) AS moved', [
    BATCH,
    wait,
  ]);
  return row?.moved ?? 0;
}
