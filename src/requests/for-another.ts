import { conflict } from '../platform/http/problem.js';
import { type RequestKind } from '../policy/request-kinds.js';
import { type SubjectRequest } from './subject-request.js';

type Asked = Pick<SubjectRequest, 'channel' | 'actingAs'>;

/**
 * Whether somebody asked by the portal in another person's place. Such a case knows the asker's own account or address
 * alone, which must never stand in for those of the person it is about. What the office writes down itself has the address
 * of the person concerned.
 */
export function isForAnother({ channel, actingAs }: Asked): boolean {
  return channel === 'portal' && actingAs !== 'self';
}

/** Kinds on which the portal itself works in people's data. */
const WORKED_ON: readonly RequestKind[] = ['export', 'erasure', 'restriction'];

/** Whether the portal's own work on the request would be done on the data of the wrong person: the asker's. */
export function wouldTouchAsker(request: Asked & Pick<SubjectRequest, 'kind'>): boolean {
  return WORKED_ON.includes(request.kind) && isForAnother(request);
}

/** @throws Problem 409 `acting-for-another` where the portal's work would be done on the asker's data */
export function refuseForAnother(request: Asked & Pick<SubjectRequest, 'kind'>): void {
  if (!wouldTouchAsker(request)) return;
  throw conflict(
    'acting-for-another',
    'The person asks for somebody else, and only their own data would be found. Check that they may, record a request with the address of the person concerned, then refuse or close this one.',
  );
}
