import { type Request } from 'express';
import { type Problem } from '../../../platform/http/problem.js';
import { isDeadLink } from '../form-input.js';
import { localPath } from '../local-path.js';
import { type PageKey } from '../../words/words.js';

/** A link that a page of a refusal offers. */
export interface WayOn {
  readonly path: string;
  readonly text: PageKey;
}

/** Where somebody who was refused can go on. */
export function waysOn(request: Request, problem: Problem): WayOn[] {
  if (problem.status === 401) return [signIn(request), ...newLink(request.path)];
  if (isDeadLink(problem) && /^\/(?:reset|set-up)\//i.test(request.path)) {
    return [{ path: '/forgot', text: 'login.forgot' }];
  }
  return [];
}

/** Back to the same page after signing in, where it is one that can be opened. */
function signIn(request: Request): WayOn {
  const back = request.method === 'GET' ? localPath(request.originalUrl) : undefined;
  const path = back === undefined ? '/login' : `/login?next=${encodeURIComponent(back)}`;
  return { path, text: 'login.button' };
}

/** Who made the request without an account cannot sign in. */
function newLink(path: string): WayOn[] {
  const reference = /^\/requests\/(R-[2-9A-Z]{4}-[2-9A-Z]{4})(?:\/|$)/i.exec(path)?.[1];
  return reference === undefined ? [] : [{ path: `/requests/${reference}/link`, text: 'link.offer' }];
}
