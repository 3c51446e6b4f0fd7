import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Locale } from '../platform/i18n/locale.js';
import { RequestMails } from './request-mails.js';
import { type Outcome, RequestOutcomes } from './request-outcomes.js';
import { RequestPeople } from './request-people.js';
import { RequestStates } from './request-states.js';

/** What the room that does the work needs to know. */
export interface RequestRun {
  readonly requestId: string;
  readonly reference: string;
  readonly locale: Locale;
  readonly regime: string;
  /** Confirmed addresses: the only thing that crosses into a source (I5). */
  readonly emails: readonly string[];
  readonly accountId?: string;
  /** Not to be handed out before: a password or an address was changed lately. */
  readonly availableFrom: Date;
}

const downloaded: Outcome = {
  from: 'ready',
  to: 'completed',
  step: 'downloaded',
  action: 'request.completed',
};
const uncollected: Outcome = { from: 'ready', to: 'expired', step: 'expired', action: 'request.expired' };
/** An operator set the task of a failed case going again. */
const resumed: Outcome = { from: 'failed', to: 'running', step: 'retried', action: 'request.retried' };
const broken: Outcome = { from: 'running', to: 'failed', step: 'failed', action: 'request.failed' };

/** How the rooms above do the work of an approved request and report back. */
@Injectable()
export class RequestRuns {
  constructor(
    private readonly database: DataSource,
    private readonly states: RequestStates,
    private readonly people: RequestPeople,
    private readonly mails: RequestMails,
    private readonly outcomes: RequestOutcomes,
  ) {}

  /** Starts the work, or takes it up again. @returns undefined where the request was withdrawn or done meanwhile */
  async begin(requestId: string): Promise<RequestRun | undefined> {
    return this.database.transaction(async (manager) => {
      await this.outcomes.reach(manager, requestId, resumed);
      const request = await this.states.lock(manager, requestId);
      if (request.state !== 'approved' && request.state !== 'running') return undefined;
      if (request.state === 'approved') {
        await this.states.move(manager, request, 'running', { step: 'started', actor: 'system' });
      }
      const { emails, accountId, availableFrom } = await this.people.reach(manager, request.id);
      const { reference, locale, regime } = request;
      return { requestId, reference, locale, regime, emails, accountId, availableFrom };
    });
  }

  /** The bundle lies ready. @returns false where the request is not running any more: nothing was changed */
  async ready(manager: EntityManager, requestId: string, expiresAt: Date): Promise<boolean> {
    const request = await this.states.lock(manager, requestId);
    if (request.state !== 'running') return false;
    await this.states.move(manager, request, 'ready', { step: 'ready', actor: 'system' }, { failure: null });
    await this.mails.ready(manager, request, expiresAt);
    return true;
  }

  /** The person has what they asked for. Does nothing unless the request is `ready`. */
  async complete(manager: EntityManager, requestId: string): Promise<void> {
    await this.outcomes.reach(manager, requestId, downloaded);
  }

  /** Nobody came for the bundle in time. Does nothing unless the request is `ready`. */
  async expire(manager: EntityManager, requestId: string): Promise<void> {
    await this.outcomes.reach(manager, requestId, uncollected);
  }

  /**
   * The work cannot be done now; an admin reads why and sets it going again.
   * @param code a short enumeration for the log @param sentence for admins, without personal data
   */
  async fail(manager: EntityManager, requestId: string, code: string, sentence: string): Promise<void> {
    await this.outcomes.reach(manager, requestId, broken, { code }, sentence);
  }
}
