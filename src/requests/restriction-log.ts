import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Actor, type AuditEntry } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Origin } from '../platform/http/origin.js';
import { personRef, RequestSubjects } from './request-subjects.js';
import { type SubjectRequest } from './subject-request.js';

/** Events about restrictions that are no act of the office. */
@Injectable()
export class RestrictionLog {
  constructor(
    private readonly subjects: RequestSubjects,
    private readonly log: AuditLog,
  ) {}

  async note(
    manager: EntityManager,
    { id, reference }: Pick<SubjectRequest, 'id' | 'reference'>,
    action: 'restriction.placed' | 'restriction.lifted',
    actor: Actor,
    { detail, origin }: { readonly detail?: AuditEntry['detail']; readonly origin?: Origin } = {},
  ): Promise<void> {
    const subject = await this.subjects.find(manager, id);
    await this.log.append(manager, {
      action,
      actor,
      subject: subject && personRef(subject),
      reference,
      detail,
      values: { ...origin },
    });
  }
}
