import { type Request } from 'express';
import { type Problem } from '../../../platform/http/problem.js';
import { isDeadLink } from '../form-input.js';
import { type KeptForm, keptForm } from '../kept-form.js';
import { localPath } from '../local-path.js';
import { type PageKey } from '../../words/words.js';

/** A link that a page of a refusal offers. */
export interface WayOn {
  readonly path: string;
  readonly text: PageKey;
}

/**
 * Where somebody who was refused can go on.
 * @param openAt where the page stands whose form was refused, where that is not the form's own address
 */
export function waysOn(request: Request, problem: Problem, openAt: string | undefined): WayOn[] {
  if (problem.status === 401) return [signIn(request, openAt), ...newLink(request.path)];
  if (problem.status === 409) return toCase(request.path);
  if (isDeadLink(problem) && /^\/(?:reset|set-up)\//i.test(request.path)) {
    return [{ path: '/forgot', text: 'login.forgot' }];
  }
  if (isDeadLink(problem) && /^\/requests\//i.test(request.path)) {
    return [{ path: '/requests/link', text: 'link.title' }];
  }
  return [];
}

/** What the page says to whoever sent typed text after the session had ended. */
export function lateForm(
  request: Request,
  openAt: string | undefined,
): { readonly kept: KeptForm; readonly next?: string; readonly ways: readonly WayOn[] } | undefined {
  const kept = keptForm(request);
  return kept && { kept, next: localPath(openAt ?? request.path), ways: newLink(request.path) };
}

/** After signing in back to the same page, or to the one that the refused form stands on. */
function signIn(request: Request, openAt: string | undefined): WayOn {
  const back = localPath(request.method === 'GET' ? request.originalUrl : (openAt ?? request.path));
  const path = back === undefined ? '/login' : `/login?next=${encodeURIComponent(back)}`;
  return { path, text: 'login.button' };
}

/** Who made the request without an account cannot sign in. */
function newLink(path: string): WayOn[] {
  const reference = /^\/requests\/(R-[2-9A-Z]{4}-[2-9A-Z]{4})(?:\/|$)/i.exec(path)?.[1];
  return reference === undefined ? [] : [{ path: `/requests/${reference}/link`, text: 'link.offer' }];
}

/** What was asked for came too late or too early: the page of the case says how it stands. */
function toCase(path: string): WayOn[] {
  const found = /^((?:\/admin)?\/requests\/R-[2-9A-Z]{4}-[2-9A-Z]{4})\/./i.exec(path)?.[1];
  return found === undefined ? [] : [{ path: found, text: 'problem.toCase' }];
}
