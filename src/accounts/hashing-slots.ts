import { Injectable } from '@nestjs/common';
import { Problem } from '../platform/http/problem.js';

/** Each slot costs 19 MiB and a core while it works. */
const MOST_AT_ONCE = 2;
/** A few seconds of work. Whoever comes later is better off being told than waiting. */
const MOST_WAITING = 128;

/** Bounds how much password hashing goes on at a time, so that a flood of sign-ins costs neither memory nor the rest. */
@Injectable()
export class HashingSlots {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** Runs `work` once a slot is free, in the order of the calls. @throws Problem 503 where too many wait already */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private enter(): Promise<void> {
    if (this.running < MOST_AT_ONCE) {
      this.running += 1;
      return Promise.resolve();
    }
    if (this.waiting.length >= MOST_WAITING) {
      throw new Problem(503, 'busy', 'Too many people sign in at this moment. Try again shortly.', [], {
        'Retry-After': '5',
      });
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Hands the slot to whoever waits longest. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }
}
