import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AuditAction, type AuditEntry } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Origin } from '../platform/http/origin.js';
import { forbidden } from '../platform/http/problem.js';
import { RequestAccess } from './request-access.js';
import { RequestStates } from './request-states.js';
import { personRef, RequestSubjects } from './request-subjects.js';
import { type SubjectRequest } from './subject-request.js';

/** An admin at work on a case, and from where. */
export interface Official {
  readonly accountId: string;
  readonly origin: Origin;
}

/** What an act of the office did, for the log. */
export interface OfficeAct {
  readonly action: AuditAction;
  readonly detail?: AuditEntry['detail'];
  /** Free text that the official wrote. */
  readonly reason?: string;
}

/** The frame of everything that the office does to a case: one transaction, the case locked, never one's own, logged. */
@Injectable()
export class OfficeDesk {
  constructor(
    private readonly database: DataSource,
    private readonly states: RequestStates,
    private readonly access: RequestAccess,
    private readonly subjects: RequestSubjects,
    private readonly log: AuditLog,
  ) {}

  /**
   * @param work changes the locked case and says what it did
   * @throws Problem 404, or 403 `own-case` where the official is the person asking
   */
  async act(
    official: Official,
    reference: string,
    work: (manager: EntityManager, request: SubjectRequest) => Promise<OfficeAct>,
  ): Promise<SubjectRequest> {
    return this.database.transaction((manager) => this.actWithin(manager, official, reference, work));
  }

  /** The same in the caller's transaction. */
  async actWithin(
    manager: EntityManager,
    official: Official,
    reference: string,
    work: (manager: EntityManager, request: SubjectRequest) => Promise<OfficeAct>,
  ): Promise<SubjectRequest> {
    const request = await this.states.lockByReference(manager, reference);
    if (await this.access.isOwnCase(manager, official.accountId, request.id)) {
      throw forbidden('own-case', 'This is your own request; somebody else decides it.');
    }
    const act = await work(manager, request);
    const subject = await this.subjects.find(manager, request.id);
    await this.log.append(manager, {
      action: act.action,
      actor: { type: 'account', id: official.accountId },
      subject: subject && personRef(subject),
      reference: request.reference,
      detail: { kind: request.kind, ...act.detail },
      values: { ...official.origin, reason: act.reason },
    });
    return request;
  }
}
