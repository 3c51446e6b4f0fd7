import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type AuditAction, type AuditEntry } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { type RequestState, type RequestStep } from './request-kinds.js';
import { type RequestChanges, RequestStates } from './request-states.js';
import { personRef, RequestSubjects } from './request-subjects.js';
import { type SubjectRequest } from './subject-request.js';

/** A way in which work ends: the states it leads between, its step in the timeline and its event. */
export interface Outcome {
  readonly from: RequestState;
  readonly to: RequestState;
  readonly step: RequestStep;
  readonly action: AuditAction;
}

/** Ends work one way or another, in the caller's transaction. */
@Injectable()
export class RequestOutcomes {
  constructor(
    private readonly states: RequestStates,
    private readonly subjects: RequestSubjects,
    private readonly log: AuditLog,
  ) {}

  /** Does nothing where the request is not in the outcome's first state any more. @returns whether it was reached */
  async reach(
    manager: EntityManager,
    requestId: string,
    outcome: Outcome,
    detail: AuditEntry['detail'] = {},
    changes: RequestChanges = {},
  ): Promise<boolean> {
    const request = await this.states.lock(manager, requestId);
    if (request.state !== outcome.from) return false;
    await this.take(manager, request, outcome, detail, changes);
    return true;
  }

  /** The same for a request that is locked and known to be in the outcome's first state. */
  async take(
    manager: EntityManager,
    request: SubjectRequest,
    outcome: Outcome,
    detail: AuditEntry['detail'] = {},
    changes: RequestChanges = {},
  ): Promise<void> {
    const step = { step: outcome.step, actor: 'system' } as const;
    await this.states.move(manager, request, outcome.to, step, { failure: null, ...changes });
    const subject = await this.subjects.find(manager, request.id);
    await this.log.append(manager, {
      action: outcome.action,
      outcome: outcome.to === 'failed' ? 'failure' : 'success',
      actor: { type: 'system' },
      subject: subject && personRef(subject),
      reference: request.reference,
      detail: { kind: request.kind, ...detail },
    });
  }
}
