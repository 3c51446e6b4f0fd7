import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { RateLimits } from '../platform/limits/rate-limits.js';
import { linksInto, unprovenMails } from './mail-limits.js';
import { type RequestState } from './request-kinds.js';
import { RequestMails } from './request-mails.js';
import { RequestStates } from './request-states.js';
import { personRef, RequestSubjects } from './request-subjects.js';

/** Mails a new link; null where reference and address did not belong together, or had their fill of mails today. */
const resendLink = defineJob<{ requestId: string | null }>('request.resend_link', {
  attempts: 3,
  backoff: 5_000,
});

/**
 * A new link to a case. Asking costs the same and is answered the same whether reference and address belong together or
 * not (I6): each call takes a point of one limit and enqueues a job, and only the job knows. A confirmed case counts by
 * itself, so that requests which nobody confirmed keep no link from its person.
 */
@Injectable()
export class RequestResend {
  constructor(
    private readonly database: DataSource,
    private readonly subjects: RequestSubjects,
    private readonly jobs: Jobs,
    private readonly limits: RateLimits,
  ) {}

  async ask(reference: string, email: string): Promise<void> {
    const rows = await this.database.query<{ id: string; state: RequestState }[]>(
      `SELECT r.id, r.state FROM requests r JOIN request_subject s ON s.request_id = r.id
       WHERE r.reference = $1 AND s.address_mac = $2`,
      [reference, this.subjects.addressMac(email)],
    );
    const found = rows[0];
    const counted = found?.state === 'unconfirmed' ? unprovenMails(email) : linksInto(reference, email);
    const allowed = await this.limits.allows(counted);
    await this.database.transaction(async (manager) => {
      await this.jobs.enqueue(manager, resendLink, { requestId: allowed ? (found?.id ?? null) : null });
    });
  }
}

@Injectable()
@Handles(resendLink)
export class ResendLinkHandler implements JobHandler<{ requestId: string | null }> {
  constructor(
    private readonly database: DataSource,
    private readonly states: RequestStates,
    private readonly subjects: RequestSubjects,
    private readonly mails: RequestMails,
    private readonly log: AuditLog,
  ) {}

  async run(task: TaskRun<{ requestId: string | null }>): Promise<void> {
    const { requestId } = task.payload;
    if (requestId === null) return;
    await this.database.transaction(async (manager) => {
      const request = await this.states.lock(manager, requestId);
      const subject = await this.subjects.find(manager, requestId);
      // Forgotten since the call: there is nobody to write to.
      // Who was told that all is done gets no more links, whether that is so or not.
      if (subject === undefined || subject.silencedBy !== undefined) return;
      if (request.state === 'unconfirmed') await this.mails.confirm(manager, request);
      else await this.mails.link(manager, request);
      await this.log.append(manager, {
        action: 'request.link_sent',
        actor: { type: 'system' },
        subject: personRef(subject),
        reference: request.reference,
      });
      await task.finish(manager);
    });
  }
}
