import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Cursors } from '../platform/http/cursors.js';
import { invalidField, notFound } from '../platform/http/problem.js';
import { type Origin } from '../platform/http/origin.js';
import { type Ban, Bans } from './bans.js';

export interface BanForm {
  readonly email: string;
  readonly reason: string;
  readonly until?: Date;
}

/** An admin at work on bans, and from where. */
export interface BanOfficial {
  readonly accountId: string;
  readonly origin: Origin;
}

/** How admins place and lift bans. The log has neither address nor reason: nobody could forget them there. */
@Injectable()
export class BanDesk {
  constructor(
    private readonly database: DataSource,
    private readonly bans: Bans,
    private readonly log: AuditLog,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 422 where `until` has passed */
  async place(official: BanOfficial, { email, reason, until }: BanForm): Promise<Ban> {
    if (until !== undefined && until <= this.clock.now())
      throw invalidField('/until', 'Give a time that is still to come.');
    return this.database.transaction(async (manager) => {
      const ban = await this.bans.add(manager, email, reason, until ?? null);
      await this.log.append(manager, this.event('ban.placed', official, ban));
      return ban;
    });
  }

  /** A ban in force. @throws Problem 404 */
  async one(id: string): Promise<Ban> {
    const ban = await this.bans.byId(this.database.manager, id);
    if (ban === undefined) throw notFound();
    return ban;
  }

  /** @throws Problem 404 */
  async lift(official: BanOfficial, id: string): Promise<Ban> {
    return this.database.transaction(async (manager) => {
      const ban = await this.bans.lift(manager, id);
      if (ban === undefined) throw notFound();
      await this.log.append(manager, this.event('ban.lifted', official, ban));
      return ban;
    });
  }

  /** Those in force, newest first. @param email where given, those on this address alone */
  async list(limit: number, email?: string, cursor?: string): Promise<{ items: Ban[]; next: string | null }> {
    const filter = { email: email ?? null };
    const before = cursor === undefined ? undefined : this.cursors.open('bans', filter, cursor, z.uuid());
    const found = await this.bans.list(this.database.manager, limit + 1, { email, before });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const next = found.length > limit && last ? this.cursors.seal('bans', filter, last.id) : null;
    return { items, next };
  }

  private event(action: 'ban.placed' | 'ban.lifted', { accountId, origin }: BanOfficial, ban: Ban) {
    return {
      action,
      actor: { type: 'account', id: accountId },
      detail: { ban: ban.id, ...(ban.until === null ? {} : { until: ban.until.toISOString() }) },
      values: { ip: origin.ip, userAgent: origin.userAgent },
    } as const;
  }
}
