import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { conflict } from '../platform/http/problem.js';
import { OfficeDesk, type OfficeAct, type Official } from './office-desk.js';
import { CLOSED_STATES } from './request-kinds.js';
import { RequestMails } from './request-mails.js';
import { SubjectRequest } from './subject-request.js';

/** Tells a person that their request has arrived, where no mail said so when it came in. */
@Injectable()
export class RequestAcknowledgement {
  constructor(
    private readonly desk: OfficeDesk,
    private readonly mails: RequestMails,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 409 where it was done before, or the request is unconfirmed or closed */
  acknowledge(official: Official, reference: string): Promise<SubjectRequest> {
    return this.desk.act(official, reference, (manager, request) => this.of(manager, request));
  }

  /** The mail leaves with the caller's transaction; without an address it is noted that the office did it by other means. */
  async of(manager: EntityManager, request: SubjectRequest): Promise<OfficeAct> {
    if (!isOpen(request)) throw conflict('wrong-state', `The request is ${request.state}.`);
    if (!canAcknowledge(request))
      throw conflict('acknowledged-before', 'The person knows already that the request has arrived.');
    request.acknowledgedAt = this.clock.now();
    await manager.update(SubjectRequest, { id: request.id }, { acknowledgedAt: request.acknowledgedAt });
    await this.mails.received(manager, request);
    return { action: 'request.acknowledged' };
  }
}

/** Whether the person still has to be told that the request has arrived. */
export function canAcknowledge(request: Pick<SubjectRequest, 'state' | 'acknowledgedAt'>): boolean {
  return request.acknowledgedAt === null && isOpen(request);
}

function isOpen({ state }: Pick<SubjectRequest, 'state'>): boolean {
  return state !== 'unconfirmed' && !CLOSED_STATES.includes(state);
}
