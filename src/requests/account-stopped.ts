import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountStopped } from '../auth/account-stopped.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { asTold } from './as-told.js';
import { ownRequests } from './request-access.js';
import { RequestEnding } from './request-ending.js';
import { RequestStates } from './request-states.js';
import { canWithdraw } from './request-withdrawal.js';

/**
 * Somebody pressed the stop link after a password or an address of theirs was changed: whatever the account asked for
 * and did not get yet is withdrawn, and waiting bundles go.
 */
@Injectable()
@Handles(accountStopped)
export class AccountStoppedHandler implements JobHandler<{ accountId: string }> {
  constructor(
    private readonly database: DataSource,
    private readonly states: RequestStates,
    private readonly ending: RequestEnding,
  ) {}

  async run(task: TaskRun<{ accountId: string }>): Promise<void> {
    await this.database.transaction(async (manager) => {
      const { accountId } = task.payload;
      const open = await ownRequests(manager, { type: 'account', accountId })
        .andWhere('r.closed_at IS NULL')
        .getMany();
      for (const { id } of open) {
        const request = await this.states.lock(manager, id);
        if (canWithdraw(asTold(request)))
          await this.ending.withdraw(manager, request, { type: 'system' }, {});
      }
      await task.finish(manager);
    });
  }
}
