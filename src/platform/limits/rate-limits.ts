import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource, type EntityManager } from 'typeorm';
import { Keyring } from '../crypto/keyring.js';
import { Problem } from '../http/problem.js';

/** So many points in a window of so many milliseconds. The name is part of the key: each limit counts for itself. */
export interface RateLimit {
  readonly name: string;
  readonly points: number;
  readonly window: number;
}

/** What a limit counts by: an address, an account. It is stored as a keyed hash only, never as itself. */
export interface Counted {
  readonly limit: RateLimit;
  readonly by: string;
}

/**
 * Limits that every process of the portal shares, counted in PostgreSQL on connections of their own: a count stands even
 * where the caller's transaction is undone. Never called inside a transaction, which would hold one connection while it
 * waits for another. Without a database nothing is let through: the call could not be served anyway.
 */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterPostgres>();

  constructor(
    private readonly database: DataSource,
    private readonly keyring: Keyring,
  ) {}

  /**
   * Takes a point of each.
   * @throws Problem 429 where one of them is used up; the others have counted the call all the same
   */
  async take(...counted: readonly Counted[]): Promise<void> {
    let wait: number | undefined;
    for (const one of counted) {
      const left = await this.count(one);
      if (left.consumedPoints > one.limit.points) wait = Math.max(wait ?? 0, left.msBeforeNext);
    }
    if (wait !== undefined) throw tooMany(wait);
  }

  /**
   * Looks without counting.
   * @throws Problem 429 where one of them is used up
   */
  async check(...counted: readonly Counted[]): Promise<void> {
    for (const { limit, by } of counted) {
      const found = await this.limiter(limit).get(this.key(limit, by));
      if (found !== null && found.consumedPoints >= limit.points) throw tooMany(found.msBeforeNext);
    }
  }

  /** Counts a point of each. @returns whether that used one of them up just now */
  async note(...counted: readonly Counted[]): Promise<boolean> {
    let usedUp = false;
    for (const one of counted) {
      if ((await this.count(one)).consumedPoints === one.limit.points) usedUp = true;
    }
    return usedUp;
  }

  /** Takes a point. @returns false where the limit is used up */
  async allows(counted: Counted): Promise<boolean> {
    return (await this.count(counted)).consumedPoints <= counted.limit.points;
  }

  /** Deletes counters whose window is over. */
  async sweep(manager: EntityManager): Promise<void> {
    await manager.query('DELETE FROM rate_limits WHERE expire < $1', [Date.now()]);
  }

  private count({ limit, by }: Counted): Promise<RateLimiterRes> {
    return this.limiter(limit).penalty(this.key(limit, by));
  }

  private key(limit: RateLimit, by: string): string {
    return this.keyring.mac('rate_limit', `${limit.name} ${by}`).toString('base64url');
  }

  private limiter(limit: RateLimit): RateLimiterPostgres {
    let limiter = this.limiters.get(limit.name);
    if (limiter === undefined) {
      limiter = new RateLimiterPostgres({
        storeClient: this.database,
        storeType: 'typeorm',
        tableName: 'rate_limits',
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: limit.name,
        points: limit.points,
        duration: limit.window / 1000,
      });
      this.limiters.set(limit.name, limiter);
    }
    return limiter;
  }
}

/**
 * What an IP address counts as: an IPv4 address is one caller (or one household), of IPv6 whoever has one address has
 * the whole /64 network around it. Callers without an address count as one.
 */
export function callerNetwork(ip: string | undefined): string {
  if (ip === undefined || !ipaddr.isValid(ip)) return 'unknown';
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`).toNormalizedString();
}

function tooMany(milliseconds: number): Problem {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return new Problem(429, 'too-many', 'Too many tries. Wait a while, then try again.', [], {
    'Retry-After': String(seconds),
  });
}
