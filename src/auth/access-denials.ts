import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type Origin } from '../platform/http/origin.js';
import { type RateLimit, RateLimits } from '../platform/limits/rate-limits.js';
import { retention } from '../policy/retention.js';
import { type Caller } from './allow.js';
import { actorOf, type Principal } from './principal.js';

/** Enough to see that somebody tries doors, and no way to fill the log. */
const LOGGED: RateLimit = { name: 'access_denied', points: 20, window: retention.rateLimit };

/** Writes down that somebody known tried what is not theirs. */
@Injectable()
export class AccessDenials {
  constructor(
    private readonly database: DataSource,
    private readonly limits: RateLimits,
    private readonly log: AuditLog,
  ) {}

  async record(principal: Principal, needed: Caller, origin: Origin): Promise<void> {
    const actor = actorOf(principal);
    if (!(await this.limits.allows({ limit: LOGGED, by: actor.id }))) return;
    await this.database.transaction((manager) =>
      this.log.append(manager, {
        action: 'auth.access_denied',
        outcome: 'denied',
        actor,
        detail: { needed },
        values: { ip: origin.ip, userAgent: origin.userAgent },
      }),
    );
  }
}
