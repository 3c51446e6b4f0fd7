import { Injectable, Logger } from '@nestjs/common';
import { Logger as QueueLogger, makeWorkerUtils, run, type Runner, type TaskList } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { JobPool } from './job-pool.js';
import { WorkerOptions } from './worker-options.js';

/** Between the end of one session with the queue and the next. */
const RESTART = 1_000;
/** The library lets go of tasks under way 5 s after it was told to stop; a little later it is not waited for. */
const LONGEST_STOP = 6_000;

/**
 * Answers to nudges are sent as batches, at once. Without batches the library does not await them: an answer that fails
 * would be an unhandled rejection, which ends the process, and one under way would outlive `stop`.
 */
const ANSWERED: GraphileConfig.Preset = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

type Act = (task: string) => Promise<void>;

/** The library at work, until it ends itself, which it does after an error it does not know. */
interface Session {
  readonly runner: Runner;
  /** It takes no more nudges. Its own promise may never tell: it waits for answers that failed. */
  readonly ended: Promise<unknown>;
}

/** The queue as this process hears it: each nudge comes to one free worker of all processes. */
@Injectable()
export class NudgeQueue {
  private readonly logger = new Logger('Jobs');
  private session: Session | undefined;
  private ending = new AbortController();

  constructor(
    private readonly connections: JobPool,
    private readonly options: WorkerOptions,
  ) {}

  /** Calls `act` for each nudge of these jobs, as many at a time as the options say. @throws where the queue cannot be reached */
  async start(names: Iterable<string>, act: Act): Promise<void> {
    const taskList: TaskList = {};
    for (const name of names) {
      // Where the library ends itself, it need not wait for a long task: the task goes on without its nudge.
      taskList[name] = (payload, { abortPromise }) =>
        Promise.race([act((payload as { task: string }).task), abortPromise?.catch(() => undefined)]);
    }
    if (Object.keys(taskList).length === 0) return;
    this.ending = new AbortController();
    this.session = await this.begin(taskList);
    void this.keep(taskList, this.ending.signal);
  }

  /** Takes no further nudge; comes back once those under way were acted on. */
  async stop(): Promise<void> {
    this.ending.abort();
    const session = this.session;
    this.session = undefined;
    if (session !== undefined) await this.end(session);
  }

  /** Deletes messages that were never answered, since their workers died. */
  async deleteLost(): Promise<void> {
    const utils = await makeWorkerUtils({ pgPool: this.connections.pool, logger: this.queueLogger() });
    try {
      await utils.cleanup({ tasks: ['DELETE_PERMAFAILED_JOBS'] });
    } finally {
      await utils.release();
    }
  }

  private async begin(taskList: TaskList): Promise<Session> {
    const events = new EventEmitter();
    const told = new Promise((resolve) => events.once('pool:gracefulShutdown', resolve));
    const runner = await run({
      pgPool: this.connections.pool,
      taskList,
      concurrency: this.options.concurrency,
      pollInterval: this.options.pollEvery,
      noHandleSignals: true,
      parsedCronItems: [],
      preset: ANSWERED,
      events,
      logger: this.queueLogger(),
    });
    return { runner, ended: Promise.race([told, runner.promise.catch(() => undefined)]) };
  }

  /** Goes on with a new session whenever one ended. */
  private async keep(taskList: TaskList, ending: AbortSignal): Promise<void> {
    while (!ending.aborted) {
      await this.session?.ended;
      if (ending.aborted) return;
      this.logger.warn('the queue stopped and is started again');
      await delay(RESTART, undefined, { ref: false });
      const next = await this.begin(taskList).catch(() => undefined);
      if (ending.aborted && next !== undefined) await this.end(next);
      else this.session = next;
    }
  }

  private async end({ runner }: Session): Promise<void> {
    // Where it has stopped by itself, there is nothing left to stop.
    const stopped = runner.stop().catch(() => undefined);
    await Promise.race([stopped, delay(LONGEST_STOP, undefined, { ref: false })]);
  }

  /** The library's details may hold rows; only its plain lines are written. */
  private queueLogger(): QueueLogger {
    return new QueueLogger(() => (level, message) => {
      if (['error', 'warning'].includes(level)) this.logger.debug(`queue: ${message}`);
    });
  }
}
