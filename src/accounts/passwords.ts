import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { HashingSlots } from './hashing-slots.js';

/** Argon2id, version 19 (RFC 9106): 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Limits around one attempt. Both run inside the attempt's slot, so that between looking at a limit and counting a failure
 * no more attempts go on than there are slots.
 */
export interface AttemptLimits {
  /** Throws where no further attempt is allowed. */
  before(): Promise<void>;
  failed(): Promise<void>;
}

/** Turns passwords into hashes, and checks them. */
@Injectable()
export class Passwords {
  /** A hash that no password has, to check against where there is none: knowing a login costs the same as not. */
  private readonly decoy: string;

  constructor(private readonly slots: HashingSlots) {
    const text = (bytes: number) => randomBytes(bytes).toString('base64').replace(/=+$/, '');
    const { memoryCost, timeCost, parallelism } = COST;
    this.decoy = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${text(16)}$${text(32)}`;
  }

  /** @throws Problem 503 where too many passwords wait already */
  hash(password: string): Promise<string> {
    return this.slots.run(() => hash(prepared(password), COST));
  }

  /**
   * @param stored the hash; null where there is none, which costs the same and never matches
   * @throws Problem 503 where too many passwords wait already, and whatever `limits.before` throws
   */
  matches(stored: string | null, password: string, limits?: AttemptLimits): Promise<boolean> {
    return this.slots.run(async () => {
      await limits?.before();
      const matches = await verify(stored ?? this.decoy, prepared(password));
      const passed = matches && stored !== null;
      if (!passed) await limits?.failed();
      return passed;
    });
  }
}

/** The same password typed on another system is the same text (RFC 8265, section 4.2). */
function prepared(password: string): string {
  return password.normalize('NFC');
}
