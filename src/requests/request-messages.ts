import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf, type Principal } from '../auth/principal.js';
import { type Origin } from '../platform/http/origin.js';
import { conflict, forbidden } from '../platform/http/problem.js';
import { asTold } from './as-told.js';
import { MessageMails } from './message-mails.js';
import { RequestAccess } from './request-access.js';
import { RequestClock } from './request-clock.js';
import { CLOSED_STATES, type RequestState } from './request-kinds.js';
import { RequestStates } from './request-states.js';
import { type CaseMessage, RequestThread } from './request-thread.js';
import { type Withdrawer } from './request-withdrawal.js';
import { isInForce, type Restriction } from './restriction.js';
import { Restrictions } from './restrictions.js';
import { type SubjectRequest } from './subject-request.js';

/** Takes a person's message into their case. */
@Injectable()
export class MessageAnswers {
  constructor(
    private readonly states: RequestStates,
    private readonly thread: RequestThread,
    private readonly clock: RequestClock,
    private readonly mails: MessageMails,
    private readonly log: AuditLog,
    private readonly restrictions: Restrictions,
  ) {}

  async take(
    manager: EntityManager,
    principal: Principal,
    requestId: string,
    body: string,
    origin: Origin,
  ): Promise<CaseMessage> {
    const request = await this.states.lock(manager, requestId);
    const shown = asTold(request);
    const restriction = await this.restrictions.of(manager, request);
    if (!takesMessages(shown, restriction))
      throw conflict('wrong-state', `The request is ${shown.state}; it takes no messages any more.`);
    if (!mayWrite(principal, shown, restriction))
      throw forbidden('read-only-link', 'This link only shows the request; ask for a new link to write.');
    const message = await this.thread.add(manager, request.id, 'person', body);
    const answers = request.state === 'awaiting_information';
    if (answers) await this.goOn(manager, request);
    await this.log.append(manager, {
      action: 'request.message_sent',
      actor: actorOf(principal),
      reference: request.reference,
      detail: { kind: request.kind, by: 'person', answers },
      values: { ...origin },
    });
    await this.mails.toOffice(manager, request);
    return message;
  }

  private async goOn(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.states.move(manager, request, 'received', { step: 'answered', actor: 'person' });
    await this.clock.goOn(manager, request);
  }
}

/** What a person writes to the office about their case, and reads from it. */
@Injectable()
export class RequestMessages {
  constructor(
    private readonly database: DataSource,
    private readonly access: RequestAccess,
    private readonly thread: RequestThread,
    private readonly answers: MessageAnswers,
  ) {}

  /** Oldest first. Once a person was told that their request is done there are none, as if they were gone. @throws Problem 404 */
  async own(principal: Principal, reference: string): Promise<CaseMessage[]> {
    const { manager } = this.database;
    const request = await this.access.own(manager, principal, reference);
    return request.told === 'completed' ? [] : this.thread.of(manager, request.id);
  }

  /**
   * Hands a message in. One that the office waits for sets the case going again.
   * @throws Problem 404 for another's request; 403 for who came by a link that only shows; 409 once the case is closed
   */
  async write(principal: Principal, reference: string, body: string, origin: Origin): Promise<CaseMessage> {
    return this.database.transaction(async (manager) => {
      const { id } = await this.access.own(manager, principal, reference);
      return this.answers.take(manager, principal, id, body, origin);
    });
  }
}

/**
 * Whether messages still go to and fro about a request, as its person may see it: as long as it is open, or a restriction is
 * in force by it, against whose announced end its person may say something.
 */
export function takesMessages(
  { state }: { readonly state: RequestState },
  restriction?: Restriction,
): boolean {
  return state !== 'unconfirmed' && (!CLOSED_STATES.includes(state) || isInForce(restriction));
}

/** Whether this caller may write to the office about a request of their own. */
export function mayWrite(
  caller: Withdrawer,
  request: { readonly state: RequestState },
  restriction?: Restriction,
): boolean {
  return takesMessages(request, restriction) && !(caller.type === 'request' && caller.readOnly);
}
