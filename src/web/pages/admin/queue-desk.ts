import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Account } from '../../../accounts/account.js';
import { Accounts } from '../../../accounts/accounts.js';
import { type QueueView, QueueViews } from '../../../requests/queue-views.js';

/** What stands around the queue of one admin. */
export interface Desk {
  readonly admins: readonly Account[];
  /** Views that this admin sees. */
  readonly saved: readonly QueueView[];
}

/** Collects what the pages of the queue need to know beside its cases. */
@Injectable()
export class QueueDesk {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly views: QueueViews,
  ) {}

  async of(viewer: string): Promise<Desk> {
    const admins = await this.accounts.admins(this.database.manager);
    return { admins, saved: await this.views.list(viewer) };
  }
}

/** Account ids by what stands for them in an address of the queue; null for nobody. */
export function assignees(admins: readonly Account[], viewer: string): ReadonlyMap<string, string | null> {
  return new Map<string, string | null>([
    ...admins.map(({ username, id }) => [username, id] as const),
    ['me', viewer],
    ['none', null],
  ]);
}
