const EVERY = 1000;

/** Thrown where a newer build, a withdrawal or an admin took the request away from this build. */
export class BuildOvertaken extends Error {
  constructor() {
    super('The build does not belong to its request any more.');
    this.name = 'BuildOvertaken';
  }
}

/** Tells how far a build is, at most once a second, and stops a build that nobody waits for any more. */
export class BuildProgress {
  private readonly stop = new AbortController();
  private toldAt = -EVERY;
  private telling = Promise.resolve();

  /** @param write stores the numbers; answers false where the build was overtaken */
  constructor(private readonly write: (done: number, total: number) => Promise<boolean>) {}

  get signal(): AbortSignal {
    return this.stop.signal;
  }

  readonly report = (done: number, total: number): void => {
    const now = performance.now();
    if (now - this.toldAt < EVERY) return;
    this.toldAt = now;
    this.telling = this.telling.then(() => this.tell(done, total));
  };

  /** Waits until nothing is being written any more. */
  settled(): Promise<void> {
    return this.telling;
  }

  private async tell(done: number, total: number): Promise<void> {
    try {
      if (!(await this.write(done, total))) this.stop.abort(new BuildOvertaken());
    } catch {
      // The numbers are for people who watch; the build itself finds out whether the database is back.
    }
  }
}
