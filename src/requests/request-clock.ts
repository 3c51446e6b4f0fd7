import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { daysBetween, dueAfterPause, pausesForAnswers } from '../policy/due-dates.js';
import { SubjectRequest } from './subject-request.js';

/** Stops a case's clock while its person is asked something, and lets it go on, where the law that applies says so. */
@Injectable()
export class RequestClock {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The office's own target and a date that has passed stay as they are. */
  async pause(manager: EntityManager, request: SubjectRequest): Promise<void> {
    const now = this.clock.now();
    if (request.dueBasis !== 'law' || now > request.dueAt || !pausesForAnswers(request.regime)) return;
    await this.change(manager, request, { pausedAt: now });
  }

  /** As if it had never stood still: the office gains no time by a question that it takes back. */
  async countOn(manager: EntityManager, request: SubjectRequest): Promise<void> {
    if (request.pausedAt !== null) await this.change(manager, request, { pausedAt: null });
  }

  /** Gives the days back for which the clock stood still. */
  async goOn(manager: EntityManager, request: SubjectRequest): Promise<void> {
    if (request.pausedAt === null) return;
    const { zone } = this.config;
    const days = daysBetween(request.pausedAt, this.clock.now(), zone);
    const due = dueAfterPause(request.regime, request.dueOn, days, zone);
    await this.change(manager, request, {
      ...due,
      pausedAt: null,
      pausedDays: request.pausedDays + days,
    });
  }

  private async change(
    manager: EntityManager,
    request: SubjectRequest,
    changes: Partial<Pick<SubjectRequest, 'dueOn' | 'dueAt' | 'pausedAt' | 'pausedDays'>>,
  ): Promise<void> {
    await manager.update(SubjectRequest, { id: request.id }, changes);
    Object.assign(request, changes);
  }
}
