import { type EntityManager } from 'typeorm';
import { conflict } from '../platform/http/problem.js';
import { type OfficeAct } from './office-desk.js';
import { CLOSED_STATES } from './request-kinds.js';
import { SubjectRequest } from './subject-request.js';

/** Gives the locked case to an admin, or to nobody. @throws Problem 409 once it is closed */
export async function assignTo(
  manager: EntityManager,
  request: SubjectRequest,
  accountId: string | null,
): Promise<OfficeAct> {
  if (CLOSED_STATES.includes(request.state))
    throw conflict('wrong-state', `The request is ${request.state}.`);
  request.assignee = accountId;
  await manager.update(SubjectRequest, { id: request.id }, { assignee: accountId });
  return { action: 'request.assigned', detail: { assigned: accountId !== null } };
}
