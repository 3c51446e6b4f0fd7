import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { forbidden, notFound } from '../platform/http/problem.js';
import { type CaseParts, CaseReading } from './case-parts.js';
import { type Official } from './office-desk.js';
import { RequestAccess } from './request-access.js';
import { personRef, type RequestSubject, RequestSubjects } from './request-subjects.js';
import { SubjectRequest } from './subject-request.js';

/** Everything an admin needs to decide a case. */
export interface CaseFile extends CaseParts {
  readonly request: SubjectRequest;
  /** Who asked; undefined once the case no longer knows it. */
  readonly subject?: RequestSubject;
}

/** Opens a case for an admin. That shows who asked, so each look is an event (P21). */
@Injectable()
export class CaseFiles {
  constructor(
    private readonly database: DataSource,
    private readonly subjects: RequestSubjects,
    private readonly access: RequestAccess,
    private readonly parts: CaseReading,
    private readonly log: AuditLog,
  ) {}

  /**
   * Admins see their own cases as everybody else does: a file may tell of a hidden hold, and of what others noted down.
   * @throws Problem 404; 403 `own-case`
   */
  async open(official: Official, reference: string): Promise<CaseFile> {
    const request = await this.database.manager.findOneBy(SubjectRequest, { reference });
    if (request === null) throw notFound();
    return this.database.transaction(async (manager) => {
      if (await this.access.isOwnCase(manager, official.accountId, request.id))
        throw forbidden('own-case', 'This is your own request; somebody else handles it.');
      const subject = await this.subjects.find(manager, request.id);
      await this.log.append(manager, {
        action: 'request.viewed',
        actor: { type: 'account', id: official.accountId },
        subject: subject && personRef(subject),
        reference,
        detail: { kind: request.kind },
        values: { ...official.origin },
      });
      return { request, subject, ...(await this.parts.parts(manager, request, subject?.accountId)) };
    });
  }
}
