import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actorOf, type Principal } from '../auth/principal.js';
import { type Origin } from '../platform/http/origin.js';
import { forbidden } from '../platform/http/problem.js';
import { RequestAccess } from './request-access.js';
import { RequestMails } from './request-mails.js';
import { RequestStates } from './request-states.js';
import { RestrictionEnd } from './restriction-end.js';
import { LiftingSteps } from './restriction-lifting.js';
import { type SubjectRequest } from './subject-request.js';

/** A person ends the restriction that they asked for: it waits for nobody. */
@Injectable()
export class OwnRestriction {
  constructor(
    private readonly database: DataSource,
    private readonly access: RequestAccess,
    private readonly states: RequestStates,
    private readonly steps: LiftingSteps,
    private readonly ending: RestrictionEnd,
    private readonly mails: RequestMails,
  ) {}

  /** @throws Problem 404 for another's request; 403 for who came by a link that only shows; 409 where none is in force */
  async end(principal: Principal, reference: string, origin: Origin): Promise<SubjectRequest> {
    return this.database.transaction(async (manager) => {
      const { id } = await this.access.own(manager, principal, reference);
      const request = await this.states.lock(manager, id);
      await this.steps.inForce(manager, request);
      if (principal.type === 'request' && principal.readOnly) {
        throw forbidden(
          'read-only-link',
          'This link only shows the request; ask for a new link to change it.',
        );
      }
      await this.ending.end(manager, request, { by: 'person', actor: actorOf(principal), origin });
      await this.mails.restrictionLifted(manager, request);
      return request;
    });
  }
}
