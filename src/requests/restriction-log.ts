import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Actor, type AuditEntry } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Origin } from '../platform/http/origin.js';
import { type StepActor } from './request-kinds.js';
import { RequestStates } from './request-states.js';
import { personRef, RequestSubjects } from './request-subjects.js';
import { type SubjectRequest } from './subject-request.js';

/** What happened to a restriction, for its person's timeline and for the log. */
export interface RestrictionEvent {
  readonly step: 'restricted' | 'restriction_lifted';
  readonly by: StepActor;
  readonly action: 'restriction.placed' | 'restriction.lifted';
  readonly actor: Actor;
  readonly detail?: AuditEntry['detail'];
  readonly origin?: Origin;
}

/** Notes what becomes of restrictions that is no act of the office. */
@Injectable()
export class RestrictionLog {
  constructor(
    private readonly states: RequestStates,
    private readonly subjects: RequestSubjects,
    private readonly log: AuditLog,
  ) {}

  async note(
    manager: EntityManager,
    request: SubjectRequest,
    { step, by, action, actor, detail, origin }: RestrictionEvent,
  ): Promise<void> {
    await this.states.note(manager, request, step, by);
    const subject = await this.subjects.find(manager, request.id);
    await this.log.append(manager, {
      action,
      actor,
      subject: subject && personRef(subject),
      reference: request.reference,
      detail,
      values: { ...origin },
    });
  }
}
