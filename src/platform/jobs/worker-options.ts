/** How a worker process behaves; another value of this provider changes it. Times are milliseconds. */
export class WorkerOptions {
  /** Tasks at a time in this process. */
  readonly concurrency: number = 4;
  /** A task whose worker is silent for so long is taken over. Heartbeats come three times as often. */
  readonly lease: number = 30_000;
  readonly sweepEvery: number = 10_000;
  /** Tasks that become due later are looked for so often; what is due at once is told by NOTIFY. */
  readonly pollEvery: number = 1_000;
}
