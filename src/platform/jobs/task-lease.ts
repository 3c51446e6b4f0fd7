import { LeaseLost } from './job-errors.js';
import { type ClaimedTask, type TaskRows } from './task-rows.js';

/** Keeps one task's lease while its handler runs, and tells the handler once it is lost. */
export class TaskLease {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private heldAt = performance.now();
  private beating = false;
  private finishing = false;

  constructor(
    private readonly rows: TaskRows,
    private readonly task: ClaimedTask,
    private readonly lease: number,
  ) {
    this.timer = setInterval(() => void this.beat(), lease / 3);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** From here on the task's row may be locked by the handler's own transaction: a beat that changes nothing is no loss. */
  finish(): void {
    this.finishing = true;
  }

  abort(reason: Error): void {
    this.controller.abort(reason);
  }

  end(): void {
    clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    if (this.signal.aborted) return;
    if (!this.finishing && performance.now() - this.heldAt > this.lease) this.abort(new LeaseLost());
    if (this.beating) return;
    this.beating = true;
    const begun = performance.now();
    try {
      if (await this.rows.beat(this.task)) this.heldAt = begun;
      else if (!this.finishing) this.abort(new LeaseLost());
    } catch {
      // The database is out of reach. The next beat tries again, until the lease has run out by this process's clock.
    } finally {
      this.beating = false;
    }
  }
}
