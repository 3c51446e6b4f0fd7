import { Injectable } from '@nestjs/common';
import { Passwords } from '../accounts/passwords.js';
import { Problem } from '../platform/http/problem.js';
import { type Counted, RateLimits } from '../platform/limits/rate-limits.js';

export interface PasswordVerdict {
  readonly passed: boolean;
  /** This failure was the last that one of the limits allows. */
  readonly usedUp: boolean;
}

/** Checks a password under limits that count failures only. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly passwords: Passwords,
    private readonly limits: RateLimits,
  ) {}

  /**
   * @param hash null where there is none, which takes as long and fails
   * @throws Problem 429 where too many tries failed; 503 where too many wait
   */
  async verdict(
    hash: string | null,
    password: string,
    counted: readonly Counted[],
  ): Promise<PasswordVerdict> {
    let usedUp = false;
    const passed = await this.passwords.matches(hash, password, {
      before: () => this.limits.check(...counted),
      failed: async () => {
        usedUp = await this.limits.note(...counted);
      },
    });
    return { passed, usedUp };
  }
}

/** The one answer to every failed sign-in. */
export function signInFailed(): Problem {
  return new Problem(401, 'sign-in-failed', 'The user name, address or password is wrong.', [], {
    'WWW-Authenticate': 'Bearer',
  });
}
