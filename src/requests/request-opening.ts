import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type RequestPrincipal } from '../auth/principal.js';
import { type OpenedSession, Sessions } from '../auth/sessions.js';
import { invalidField } from '../platform/http/problem.js';
import { type Origin } from '../platform/http/origin.js';
import { asTold } from './as-told.js';
import { RequestConfirmation } from './request-confirmation.js';
import { RequestLinks } from './request-links.js';
import { RequestStates } from './request-states.js';
import { SubjectRequest } from './subject-request.js';

/** Whoever opened a case by a link: by that of a last mail, to look at it only. */
export type CaseOpener = Pick<RequestPrincipal, 'type' | 'readOnly'>;

/** A case that a link has opened, and the session that goes with it. */
export interface OpenedCase {
  readonly request: SubjectRequest;
  /** What the session may do with the request. */
  readonly opener: CaseOpener;
  readonly session: OpenedSession;
}

/** Opens a case by the link in a mail: proves the address, and confirms the request where it waited for that. */
@Injectable()
export class RequestOpening {
  constructor(
    private readonly database: DataSource,
    private readonly links: RequestLinks,
    private readonly confirmation: RequestConfirmation,
    private readonly sessions: Sessions,
    private readonly states: RequestStates,
  ) {}

  /**
   * Uses the link up and opens a session for that request alone. The link of an erasure's last mail is not used up.
   * @param replaced the token that came with the call: its session ends, since the new one takes its cookie
   * @throws Problem 422 where the link is unknown, used or out of date
   * @throws Problem 403 `sign-in-required` where the address became an account's less than 30 days ago; the link stays good
   */
  async open(token: string, origin: Origin, replaced?: string): Promise<OpenedCase> {
    return this.database.transaction(async (manager) => {
      const opened = await this.openBy(manager, token, origin);
      if (replaced !== undefined) await this.sessions.endByToken(manager, replaced);
      return opened;
    });
  }

  private async openBy(manager: EntityManager, token: string, origin: Origin): Promise<OpenedCase> {
    const shown = await this.links.shows(manager, token);
    if (shown !== undefined) return this.show(manager, shown);
    const requestId = await this.links.peek(manager, token);
    if (requestId === undefined) throw usedLink();
    const request = await this.states.lock(manager, requestId);
    if (!(await this.links.redeem(manager, token))) throw usedLink();
    await this.confirmation.confirm(manager, request, origin);
    return {
      request: asTold(request),
      opener: { type: 'request', readOnly: false },
      session: await this.sessions.openForRequest(manager, requestId, origin),
    };
  }

  /** The link stays as it is, confirms nothing, and the session it opens changes nothing. */
  private async show(manager: EntityManager, requestId: string): Promise<OpenedCase> {
    const request = await manager.findOneByOrFail(SubjectRequest, { id: requestId });
    return {
      request: asTold(request),
      opener: { type: 'request', readOnly: true },
      session: await this.sessions.openToShow(manager, requestId),
    };
  }
}

function usedLink() {
  return invalidField('/token', 'This link was used before or is out of date; ask for a new one.');
}
