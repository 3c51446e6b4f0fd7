import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AccountPrincipal, actorOf, type Principal, type RequestPrincipal } from '../auth/principal.js';
import { type Origin } from '../platform/http/origin.js';
import { conflict, forbidden } from '../platform/http/problem.js';
import { asTold } from './as-told.js';
import { RequestAccess } from './request-access.js';
import { RequestEnding } from './request-ending.js';
import { type RequestState } from './request-kinds.js';
import { RequestStates } from './request-states.js';
import { type SubjectRequest } from './subject-request.js';

const BEFORE_WORK: readonly RequestState[] = ['received', 'awaiting_information', 'approved'];
/** Of an erasure, also what is left of it can be taken back. */
const ERASURE: readonly RequestState[] = [...BEFORE_WORK, 'scheduled', 'deferred'];
/** An export can be taken back until it was fetched: its bundle is deleted. */
const EXPORT: readonly RequestState[] = [...BEFORE_WORK, 'running', 'ready', 'failed'];

/** A person takes a request back. */
@Injectable()
export class RequestWithdrawal {
  constructor(
    private readonly database: DataSource,
    private readonly access: RequestAccess,
    private readonly ending: RequestEnding,
    private readonly states: RequestStates,
  ) {}

  /** @throws Problem 404 for another's request; 403 for who came by a link that only shows; 409 once it is too late */
  async withdraw(principal: Principal, reference: string, origin: Origin): Promise<SubjectRequest> {
    return this.database.transaction(async (manager) => {
      const { id } = await this.access.own(manager, principal, reference);
      const request = await this.states.lock(manager, id);
      const shown = asTold(request);
      if (!canWithdraw(shown)) {
        throw conflict('wrong-state', `The request is ${shown.state}; it cannot be withdrawn any more.`);
      }
      if (!mayWithdraw(principal, shown)) {
        throw forbidden(
          'read-only-link',
          'This link only shows the request; ask for a new link to change it.',
        );
      }
      await this.ending.withdraw(manager, request, actorOf(principal), origin);
      return request;
    });
  }
}

/** What a caller is asked before they may take a request of their own back. */
export type Withdrawer = Pick<AccountPrincipal, 'type'> | Pick<RequestPrincipal, 'type' | 'readOnly'>;

/** Whether this caller may take their request back now. */
export function mayWithdraw(caller: Withdrawer, request: Pick<SubjectRequest, 'kind' | 'state'>): boolean {
  return canWithdraw(request) && !(caller.type === 'request' && caller.readOnly);
}

/** Whether the person may still take the request back. */
export function canWithdraw(request: Pick<SubjectRequest, 'kind' | 'state'>): boolean {
  if (request.kind === 'export') return EXPORT.includes(request.state);
  return (request.kind === 'erasure' ? ERASURE : BEFORE_WORK).includes(request.state);
}
