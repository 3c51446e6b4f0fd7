import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actorOf, type Principal } from '../auth/principal.js';
import { type Origin } from '../platform/http/origin.js';
import { conflict } from '../platform/http/problem.js';
import { RequestAccess } from './request-access.js';
import { RequestEnding } from './request-ending.js';
import { type RequestState } from './request-kinds.js';
import { RequestStates } from './request-states.js';
import { type SubjectRequest } from './subject-request.js';

const BEFORE_WORK: readonly RequestState[] = ['received', 'awaiting_information', 'approved', 'scheduled'];
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

  /** @throws Problem 404 for another's request; 409 once it is too late */
  async withdraw(principal: Principal, reference: string, origin: Origin): Promise<SubjectRequest> {
    return this.database.transaction(async (manager) => {
      const { id } = await this.access.own(manager, principal, reference);
      const request = await this.states.lock(manager, id);
      if (!canWithdraw(request)) {
        throw conflict('wrong-state', `The request is ${request.state}; it cannot be withdrawn any more.`);
      }
      await this.ending.withdraw(manager, request, actorOf(principal), origin);
      return request;
    });
  }
}

/** Whether the person may still take the request back. */
export function canWithdraw(request: Pick<SubjectRequest, 'kind' | 'state'>): boolean {
  return (request.kind === 'export' ? EXPORT : BEFORE_WORK).includes(request.state);
}
