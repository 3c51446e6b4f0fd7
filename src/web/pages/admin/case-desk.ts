import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../../../accounts/accounts.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { type PageFrame } from '../../layout/frame.js';
import { type QueueContext } from './queue-view.js';

/** Who works in the office, and by what they go. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async context(frame: PageFrame): Promise<QueueContext> {
    const admins = await this.accounts.admins(this.database.manager);
    return { frame, admins, now: this.clock.now(), approvals: this.config.approvals, held: new Set() };
  }
}
