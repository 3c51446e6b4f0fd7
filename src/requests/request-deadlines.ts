import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { conflict } from '../platform/http/problem.js';
import { dueAfterPause, type ExtendedDue, extendedDue } from '../policy/due-dates.js';
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

  /** The later date that the law allows; undefined where it allows none, or none any more. */
  offer(request: SubjectRequest): ExtendedDue | undefined {
    if (CLOSED_STATES.includes(request.state) || request.extendedAt !== null) return undefined;
    return this.clock.now() > request.dueAt ? undefined : this.later(request);
  }

  async extend(manager: EntityManager, request: SubjectRequest, reason: string): Promise<void> {
    const now = this.clock.now();
    if (CLOSED_STATES.includes(request.state))
      throw conflict('wrong-state', `The request is ${request.state}.`);
    if (request.extendedAt !== null) throw conflict('extended-before', 'The time was extended once already.');
    if (now > request.dueAt)
      throw conflict('too-late', 'The date has passed; an extension is announced before it.');
    const later = this.later(request);
    if (later === undefined)
      throw conflict('no-extension', 'The law that applies gives no longer time for this.');
    const changes = { dueOn: later.dueOn, dueAt: later.dueAt, extendedAt: now };
    await manager.update(SubjectRequest, { id: request.id }, changes);
    Object.assign(request, changes);
    await this.states.note(manager, request, 'extended', 'office');
    await this.mails.extended(manager, request, reason);
  }

  private later(request: SubjectRequest): ExtendedDue | undefined {
    const { zone } = this.config;
    const due = extendedDue(request.regime, request.kind, request.receivedAt, zone);
    return due && { ...due, ...dueAfterPause(request.regime, due.dueOn, request.pausedDays, zone) };
  }
}
