/** Does one step after the other until it is stopped, in the background. */
export class Loop {
  private running: Promise<void> | undefined;
  private stopping = new AbortController();

  /** @param step never rejects; answers how many milliseconds to pause before the next */
  constructor(private readonly step: () => Promise<number>) {}

  /** Calling it again changes nothing. */
  start(): void {
    if (this.running !== undefined) return;
    this.stopping = new AbortController();
    this.running = this.run(this.stopping.signal);
  }

  /** Ends after the step that is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.running = undefined;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const pause = await this.step();
      if (pause > 0) await sleep(pause, signal);
    }
  }
}

/** Resolves after so many milliseconds, or once the signal aborts. */
function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
