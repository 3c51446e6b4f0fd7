import { Injectable, Logger } from '@nestjs/common';
import { Logger as QueueLogger, makeWorkerUtils, run, type Runner, type TaskList } from 'graphile-worker';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from './describe-error.js';
import { JobPool } from './job-pool.js';
import { WorkerOptions } from './worker-options.js';

const RESTART = 1_000;

/** The queue as this process hears it: each nudge comes to one free worker of all processes. */
@Injectable()
export class NudgeQueue {
  private readonly logger = new Logger('Jobs');
  private runner: Runner | undefined;
  private kept: Promise<void> | undefined;
  private readonly ending = { asked: false };

  constructor(
    private readonly connections: JobPool,
    private readonly options: WorkerOptions,
  ) {}

  /** Calls `act` for each nudge of these jobs, as many at a time as the options say. @throws where the queue cannot be reached */
  async start(names: Iterable<string>, act: (task: string) => Promise<void>): Promise<void> {
    const taskList: TaskList = {};
    for (const name of names) taskList[name] = (payload) => act((payload as { task: string }).task);
    if (Object.keys(taskList).length === 0) return;
    const begin = () =>
      run({
        pgPool: this.connections.pool,
        taskList,
        concurrency: this.options.concurrency,
        pollInterval: this.options.pollEvery,
        noHandleSignals: true,
        parsedCronItems: [],
        logger: this.queueLogger(),
      });
    this.ending.asked = false;
    this.runner = await begin();
    this.kept = this.keep(begin);
  }

  /** Takes no further nudge; comes back once those under way were acted on. */
  async stop(): Promise<void> {
    this.ending.asked = true;
    const runner = this.runner;
    this.runner = undefined;
    // Where it stopped by itself just now, there is nothing left to stop.
    await runner?.stop().catch(() => undefined);
    await this.kept;
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

  /** The library ends itself after an error it does not know; the worker goes on with a new one. */
  private async keep(begin: () => Promise<Runner>): Promise<void> {
    while (!this.ending.asked) {
      try {
        this.runner ??= await begin();
        await this.runner.promise;
      } catch (error) {
        this.logger.warn({ error: describeError(error) }, 'the queue stopped and is started again');
      }
      if (this.ending.asked) return;
      this.runner = undefined;
      await delay(RESTART, undefined, { ref: false });
    }
  }

  /** The library's details may hold rows; only its plain lines are written. */
  private queueLogger(): QueueLogger {
    return new QueueLogger(() => (level, message) => {
      if (['error', 'warning'].includes(level)) this.logger.debug(`queue: ${message}`);
    });
  }
}
