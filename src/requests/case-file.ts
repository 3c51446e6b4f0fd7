import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { forbidden, notFound } from '../platform/http/problem.js';
import { type CaseParts, CaseReading } from './case-parts.js';
import { type Official } from './office-desk.js';
import { type PersonRestriction, PersonRestrictions } from './person-restrictions.js';
import { RequestAccess } from './request-access.js';
import { personRef, type RequestSubject, RequestSubjects } from './request-subjects.js';
import { SubjectRequest } from './subject-request.js';

/** Everything an admin needs to decide a case. */
export interface CaseFile extends CaseParts {
  readonly request: SubjectRequest;
  /** Who asked; undefined once the case no longer knows it. */
  readonly subject?: RequestSubject;
  /** Restrictions in force of whoever's erasure it is, until it is over. */
  readonly restrictionsInForce: readonly PersonRestriction[];
}

/** Opens a case for an admin. That shows who asked, so each look is an event (P21). */
@Injectable()
export class CaseFiles {
  constructor(
    private readonly database: DataSource,
    private readonly subjects: RequestSubjects,
    private readonly access: RequestAccess,
    private readonly parts: CaseReading,
    private readonly restrictions: PersonRestrictions,
    private readonly log: AuditLog,
  ) {}

  /**
   * Admins see their own cases as everybody else does: a file may tell of a hidden hold, and of what others noted down.
   * @throws Problem 404; 403 `own-case`
   */
  async open(official: Official, reference: string): Promise<CaseFile> {
    return this.database.transaction(async (manager) => {
      const request = await this.find(manager, official, reference);
      const subject = await this.subjects.find(manager, request.id);
      await this.log.append(manager, {
        action: 'request.viewed',
        actor: { type: 'account', id: official.accountId },
        subject: subject && personRef(subject),
        reference,
        detail: { kind: request.kind },
        values: { ...official.origin },
      });
      const restrictionsInForce = await this.restrictions.of(request, manager);
      const parts = await this.parts.parts(manager, request, subject?.accountId);
      return { request, subject, restrictionsInForce, ...parts };
    });
  }

  /** The request without who asked: no look at a person, so no event. @throws Problem 404; 403 `own-case` */
  glance(official: Pick<Official, 'accountId'>, reference: string): Promise<SubjectRequest> {
    return this.find(this.database.manager, official, reference);
  }

  private async find(
    manager: EntityManager,
    { accountId }: Pick<Official, 'accountId'>,
    reference: string,
  ): Promise<SubjectRequest> {
    const request = await manager.findOneBy(SubjectRequest, { reference });
    if (request === null) throw notFound();
    if (await this.access.isOwnCase(manager, accountId, request.id))
      throw forbidden('own-case', 'This is your own request; somebody else handles it.');
    return request;
  }
}
