import { type EntityManager } from 'typeorm';

/** How a kind of job behaves. Payloads hold ids only, never personal data. */
export interface JobOptions {
  /** Tries before the task counts as failed; those that a killed process cut short are counted apart. */
  readonly attempts: number;
  /** Milliseconds before the next try; doubles each time. */
  readonly backoff: number;
  /** Milliseconds that no pause between two tries exceeds. */
  readonly longestPause?: number;
  /** Milliseconds between two runs, for a job that repeats by itself. Its payload is `{}`. */
  readonly every?: number;
}

/** A kind of job, named once and typed by its payload. Made by `defineJob`, run by the one handler that names it. */
export interface JobDefinition<Payload> {
  readonly name: string;
  readonly options: JobOptions;
  /** Carries the type only. */
  readonly payload?: Payload;
}

/** One claimed run of a task. */
export interface TaskRun<Payload> {
  readonly payload: Payload;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborted when the lease is lost or the process drains: stop soon, by throwing. */
  readonly signal: AbortSignal;
  /**
   * Marks the task done inside the handler's own transaction, so that effect and mark commit together.
   * @throws LeaseLost where another worker took the task over; the caller's transaction must roll back
   */
  finish(manager: EntityManager): Promise<void>;
}

export interface JobHandler<Payload> {
  /** Returning means done; a task that was not finished inside is finished now. Throwing means try again later. */
  run(task: TaskRun<Payload>): Promise<void>;
  /** Called once, in the transaction that marks the task failed, after the last try (or at once for a `JobRefused`). */
  gaveUp?(payload: Payload, manager: EntityManager, error: unknown): Promise<void>;
}
