import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { ProblemPages } from '../../../platform/http/problem-filter.js';
import { type Problem } from '../../../platform/http/problem.js';
import { page } from '../../layout/page.js';
import { ErrorPage } from './error-page.js';
import { isDeadLink } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { problemSentence } from '../problem-sentences.js';
import { LoginPage } from './login-page.js';
import { lateForm, waysOn } from './ways-on.js';

/** Paths that programs call, in any letter case, as routes are; everything else is opened by people. */
const FOR_PROGRAMS = /^\/(?:api|health|metrics|\.well-known|assets)(?:\/|$)/i;

/** A refusal as a page, where a person would see it. */
@Injectable()
export class ErrorPages extends ProblemPages {
  constructor(private readonly frames: PageFrames) {
    super();
  }

  override render(request: Request, problem: Problem): string | undefined {
    if (FOR_PROGRAMS.test(request.path)) return undefined;
    const wait = Number(problem.headers['Retry-After']);
    const number = / ([0-9a-f-]{36})\.$/.exec(problem.detail)?.[1];
    const frame = this.frames.make(request);
    const late = problem.code === 'sign-in-required' ? lateForm(request, frame.openAt) : undefined;
    if (late !== undefined)
      return page(LoginPage({ frame, login: '', rememberMe: false, errors: [], notice: 'ended', ...late }));
    const view = {
      frame,
      // A form that is sent by a dead link is refused as one, and told about as what it is.
      status: isDeadLink(problem) ? 410 : problem.status,
      sentence: problemSentence(problem),
      retryAfterSeconds: Number.isFinite(wait) ? wait : undefined,
      ways: waysOn(request, problem, frame.openAt),
      number: problem.status === 500 ? number : undefined,
    };
    return page(ErrorPage(view));
  }
}
