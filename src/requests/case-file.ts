import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Account } from '../accounts/account.js';
import { AuditLog } from '../audit/audit-log.js';
import { notFound } from '../platform/http/problem.js';
import { type Official } from './office-desk.js';
import { RequestQueries, type TimelineEntry } from './request-queries.js';
import { personRef, type RequestSubject, RequestSubjects } from './request-subjects.js';
import { SubjectRequest } from './subject-request.js';

/** A message between the person and the office. */
export interface CaseMessage {
  readonly at: Date;
  readonly author: 'person' | 'office';
  readonly body: string;
}

/** Everything an admin needs to decide a case. */
export interface CaseFile {
  readonly request: SubjectRequest;
  readonly subject?: RequestSubject & { readonly username?: string };
  readonly assignee?: string;
  readonly timeline: readonly TimelineEntry[];
  readonly messages: readonly CaseMessage[];
  readonly decisions: readonly { at: Date; decision: string; decider: string | null }[];
}

/** Opens a case for an admin. That shows who asked, so each look is an event (P21). */
@Injectable()
export class CaseFiles {
  constructor(
    private readonly database: DataSource,
    private readonly subjects: RequestSubjects,
    private readonly queries: RequestQueries,
    private readonly log: AuditLog,
  ) {}

  /** @throws Problem 404 */
  async open(official: Official, reference: string): Promise<CaseFile> {
    const request = await this.database.manager.findOneBy(SubjectRequest, { reference });
    if (request === null) throw notFound();
    const subject = await this.database.transaction(async (manager) => {
      const found = await this.subjects.find(manager, request.id);
      await this.log.append(manager, {
        action: 'request.viewed',
        actor: { type: 'account', id: official.accountId },
        subject: found && personRef(found),
        reference,
        detail: { kind: request.kind },
        values: { ...official.origin },
      });
      return found;
    });
    return {
      request,
      subject: subject && { ...subject, username: await this.username(subject.accountId) },
      assignee: await this.username(request.assignee ?? undefined),
      timeline: await this.queries.timeline(request.id),
      messages: await this.database.query<CaseMessage[]>(
        'SELECT created_at AS at, author, body FROM request_messages WHERE request_id = $1 ORDER BY id',
        [request.id],
      ),
      decisions: await this.decisions(request.id),
    };
  }

  private async username(accountId: string | undefined): Promise<string | undefined> {
    if (accountId === undefined) return undefined;
    return (await this.database.manager.findOneBy(Account, { id: accountId }))?.username;
  }

  private decisions(requestId: string): Promise<{ at: Date; decision: string; decider: string | null }[]> {
    return this.database.query(
      `SELECT d.at, d.decision, a.username AS decider FROM request_decisions d LEFT JOIN accounts a ON a.id = d.decider
       WHERE d.request_id = $1 ORDER BY d.at`,
      [requestId],
    );
  }
}
