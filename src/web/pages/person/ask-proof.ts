import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type Principal } from '../../../auth/principal.js';
import { SessionCookie } from '../../../auth/session-cookie.js';
import { StepUp } from '../../../auth/step-up.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { unauthenticated } from '../../../platform/http/problem.js';
import { typed } from '../form-input.js';

/** Takes the password again from a form that asks for it besides what it is for. */
@Injectable()
export class AskProof {
  constructor(
    private readonly stepUp: StepUp,
    private readonly cookie: SessionCookie,
  ) {}

  /** @param field of the form @throws Problem 401 for a wrong password; 429; 403 for a caller with a token */
  async take(
    principal: Principal | undefined,
    request: Request,
    response: Response,
    field = 'password',
  ): Promise<void> {
    if (principal?.type !== 'account') throw unauthenticated();
    const password = typed(request, field).slice(0, 1000);
    this.cookie.set(response, await this.stepUp.renew(principal, password, originOf(request)));
  }
}
