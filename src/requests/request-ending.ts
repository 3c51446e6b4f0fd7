import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Actor } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Origin } from '../platform/http/origin.js';
import { CaseEffects } from './case-effects.js';
import { RequestMails } from './request-mails.js';
import { RequestStates } from './request-states.js';
import { personRef, RequestSubjects } from './request-subjects.js';
import { type SubjectRequest } from './subject-request.js';
import { TakeBackListener } from './take-back-listener.js';

/** Ends a request before its work was done, with everything that follows from that. */
@Injectable()
export class RequestEnding {
  constructor(
    private readonly states: RequestStates,
    private readonly subjects: RequestSubjects,
    private readonly mails: RequestMails,
    private readonly effects: CaseEffects,
    private readonly log: AuditLog,
    private readonly listener: TakeBackListener,
  ) {}

  /** @param actor the person, or the system where a stop link withdraws what waits */
  async withdraw(
    manager: EntityManager,
    request: SubjectRequest,
    actor: Actor,
    origin: Origin,
  ): Promise<void> {
    const leftToHolds = request.state === 'deferred';
    const by = actor.type === 'system' ? 'system' : 'person';
    await this.states.move(
      manager,
      request,
      'withdrawn',
      { step: 'withdrawn', actor: by },
      { failure: null, scheduledFor: null },
    );
    await this.effects.undo(manager, [request], { by: 'person', actor, origin });
    const subject = await this.subjects.find(manager, request.id);
    if (leftToHolds) await this.listener.takenBack(manager, request, subject?.accountId);
    await this.log.append(manager, {
      action: 'request.withdrawn',
      actor,
      subject: subject && personRef(subject),
      reference: request.reference,
      detail: { kind: request.kind },
      values: { ...origin },
    });
    await this.mails.withdrawn(manager, request);
  }
}
