import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { invalidField } from '../platform/http/problem.js';
import { regime } from '../policy/regimes.js';
import { noteDecision } from './approvals.js';
import { OfficeDesk, type Official } from './office-desk.js';
import { RequestApproval } from './request-approval.js';
import { RequestMails } from './request-mails.js';
import { RequestStates } from './request-states.js';
import { type SubjectRequest } from './subject-request.js';

/** Approving and refusing. */
@Injectable()
export class RequestDecisions {
  constructor(
    private readonly desk: OfficeDesk,
    private readonly states: RequestStates,
    private readonly approval: RequestApproval,
    private readonly mails: RequestMails,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 409 in a wrong state, to the same person again, or where there is no address to answer to */
  approve(official: Official, reference: string): Promise<SubjectRequest> {
    return this.desk.act(official, reference, async (manager, request) => {
      if (!this.approval.neededAnew(request)) this.states.expect(request, 'received');
      const left = await this.approval.add(manager, request, official.accountId);
      return { action: 'request.approved', detail: { approvals: request.approvals, left } };
    });
  }

  /** @throws Problem 422 for a ground that the request's law does not know; 409 in a wrong state */
  refuse(
    official: Official,
    reference: string,
    ground: string,
    explanation: string,
  ): Promise<SubjectRequest> {
    return this.desk.act(official, reference, async (manager, request) => {
      this.states.expect(request, 'received', 'awaiting_information');
      const grounds = regime(request.regime).refusalGrounds.map((known) => known.id);
      if (!grounds.includes(ground)) throw invalidField('/ground', `One of ${grounds.join(', ')}.`);
      const step = { step: 'refused', actor: 'office' } as const;
      await this.states.move(manager, request, 'refused', step, { ground, explanation });
      await noteDecision(manager, request.id, official.accountId, 'refuse', this.clock.now());
      await this.mails.refused(manager, request);
      return { action: 'request.refused', detail: { ground }, reason: explanation };
    });
  }
}
