import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { conflict } from '../platform/http/problem.js';
import { dueAfterPause, extendedDue } from '../policy/due-dates.js';
import { CLOSED_STATES } from './request-kinds.js';
import { RequestMails } from './request-mails.js';
import { RequestStates } from './request-states.js';
import { SubjectRequest } from './subject-request.js';

/** Longer time for an answer, where the law gives any. */
@Injectable()
export class RequestDeadlines {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly states: RequestStates,
    private readonly mails: RequestMails,
  ) {}

  async extend(manager: EntityManager, request: SubjectRequest, reason: string): Promise<void> {
    const now = this.clock.now();
    if (CLOSED_STATES.includes(request.state))
      throw conflict('wrong-state', `The request is ${request.state}.`);
    if (request.extendedAt !== null) throw conflict('extended-before', 'The time was extended once already.');
    if (now > request.dueAt)
      throw conflict('too-late', 'The date has passed; an extension is announced before it.');
    const due = extendedDue(request.regime, request.kind, request.receivedAt, this.config.zone);
    if (due === undefined)
      throw conflict('no-extension', 'The law that applies gives no longer time for this.');
    const later = dueAfterPause(request.regime, due.dueOn, request.pausedDays, this.config.zone);
    const changes = { ...later, extendedAt: now };
    await manager.update(SubjectRequest, { id: request.id }, changes);
    Object.assign(request, changes);
    await this.states.note(manager, request, 'extended', 'office');
    await this.mails.extended(manager, request, reason);
  }
}
