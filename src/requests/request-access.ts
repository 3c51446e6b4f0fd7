import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Principal } from '../auth/principal.js';
import { notFound } from '../platform/http/problem.js';
import { SubjectRequest } from './subject-request.js';

/** Whose request is whose. */
@Injectable()
export class RequestAccess {
  /**
   * The request, where it is the caller's own: made by their account or under their person, or the one their session was
   * opened for. Anybody else's does not exist for them.
   * @throws Problem 404
   */
  async own(manager: EntityManager, principal: Principal, reference: string): Promise<SubjectRequest> {
    const request = await ownRequests(manager, principal)
      .andWhere('r.reference = :reference', { reference })
      .getOne();
    if (request === null) throw notFound();
    return request;
  }

  /** Whether the account is the request's own subject; such a case is decided by somebody else. */
  async isOwnCase(manager: EntityManager, accountId: string, requestId: string): Promise<boolean> {
    const request = ownRequests(manager, { type: 'account', accountId });
    return request.andWhere('r.id = :requestId', { requestId }).getExists();
  }
}

/** All requests that are the caller's own; further conditions are added with `andWhere`. */
export function ownRequests(
  manager: EntityManager,
  principal: { type: 'account'; accountId: string } | { type: 'request'; requestId: string },
) {
  const requests = manager.createQueryBuilder(SubjectRequest, 'r');
  if (principal.type === 'request') return requests.where('r.id = :id', { id: principal.requestId });
  return requests.where(`r.id IN (${OWN_REQUESTS(':account')})`, { account: principal.accountId });
}

/** The ids of an account's own requests, as SQL. @param account the name of the parameter that holds its id */
export const OWN_REQUESTS = (account: string): string => `
  SELECT s.request_id FROM request_subject s WHERE s.account_id = ${account}
  UNION
  SELECT s.request_id FROM request_subject s JOIN accounts a ON a.person_id = s.person_id WHERE a.id = ${account}`;
