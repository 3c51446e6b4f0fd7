import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { waitsForApproval } from '../../../requests/approvals.js';
import { type CaseFile } from '../../../requests/case-file.js';
import { type OfficeStep, officeSteps } from '../../../requests/office-steps.js';
import { RequestDeadlines } from '../../../requests/request-deadlines.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';

/** What an admin may do to a case now. */
@Injectable()
export class CaseOffers {
  constructor(
    private readonly config: Config,
    private readonly deadlines: RequestDeadlines,
  ) {}

  of(
    file: CaseFile,
    viewer: string,
  ): { readonly approveAnew: boolean; readonly steps: readonly OfficeStep[] } {
    const { request } = file;
    const approveAnew = waitsForApproval(request, this.config);
    const approvedBefore = file.decisions.some(
      ({ decision, deciderId }) => decision === 'approve' && deciderId === viewer,
    );
    const later = this.later(request) !== undefined;
    return {
      approveAnew,
      steps: officeSteps(request, { approveAnew, approvedBefore, later, restriction: file.restriction }),
    };
  }

  /** The later date that the law allows. */
  later(request: SubjectRequest): { readonly dueOn: string; readonly cite?: string } | undefined {
    return this.deadlines.offer(request);
  }
}
