import { Injectable } from '@nestjs/common';
import { Accounts } from '../accounts/accounts.js';
import { invalidField } from '../platform/http/problem.js';
import { OfficeDesk, type Official } from './office-desk.js';
import { RequestApproval } from './request-approval.js';
import { assignTo } from './request-assignment.js';
import { RequestDeadlines } from './request-deadlines.js';
import { RequestWork } from './request-work.js';
import { type SubjectRequest } from './subject-request.js';

/** What the office does to a case beside deciding it. */
@Injectable()
export class RequestHandling {
  constructor(
    private readonly desk: OfficeDesk,
    private readonly approval: RequestApproval,
    private readonly work: RequestWork,
    private readonly deadlines: RequestDeadlines,
    private readonly accounts: Accounts,
  ) {}

  /** @throws Problem 409 where the law gives no longer time, where it was taken before, or after the date has passed */
  extend(official: Official, reference: string, reason: string): Promise<SubjectRequest> {
    return this.desk.act(official, reference, async (manager, request) => {
      await this.deadlines.extend(manager, request, reason);
      return { action: 'request.extended', detail: { dueOn: request.dueOn }, reason };
    });
  }

  /** @param assignee an admin's user name; null takes the case from whoever has it */
  assign(official: Official, reference: string, assignee: string | null): Promise<SubjectRequest> {
    return this.desk.act(official, reference, async (manager, request) => {
      const account = assignee === null ? undefined : await this.accounts.byLogin(manager, assignee);
      if (assignee !== null && account?.role !== 'admin')
        throw invalidField('/assignee', 'Give the user name of an admin.');
      return assignTo(manager, request, account?.id ?? null);
    });
  }

  /** Sets a failed case going again; where it has to be approved anew, this is an approval. @throws Problem 409 */
  retry(official: Official, reference: string): Promise<SubjectRequest> {
    return this.desk.act(official, reference, async (manager, request) => {
      if (this.approval.neededAnew(request)) {
        const left = await this.approval.add(manager, request, official.accountId);
        return { action: 'request.approved', detail: { approvals: request.approvals, left } };
      }
      await this.work.again(manager, request);
      return { action: 'request.retried' };
    });
  }

  /** Stops an erasure that waits for its time: it has to be decided anew. @throws Problem 409 in any other state */
  stop(official: Official, reference: string, reason: string): Promise<SubjectRequest> {
    return this.desk.act(official, reference, async (manager, request) => {
      await this.work.stop(manager, request);
      return { action: 'request.stopped', reason };
    });
  }

  /**
   * Closes a request whose work people do by hand: all kinds but exports and erasures.
   * @param answer what the person is told beside that it is done
   */
  complete(official: Official, reference: string, answer?: string): Promise<SubjectRequest> {
    return this.desk.act(official, reference, async (manager, request) => {
      await this.work.doneByHand(manager, request, answer);
      return { action: 'request.completed', detail: { answered: answer !== undefined } };
    });
  }
}
