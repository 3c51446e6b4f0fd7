import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { conflict } from '../platform/http/problem.js';
import { asTold } from './as-told.js';
import { MessageMails } from './message-mails.js';
import { OfficeDesk, type Official } from './office-desk.js';
import { RequestClock } from './request-clock.js';
import { takesMessages } from './request-messages.js';
import { RequestStates } from './request-states.js';
import { RequestThread } from './request-thread.js';
import { Restrictions } from './restrictions.js';
import { type SubjectRequest } from './subject-request.js';

/** What the office writes to a person about their case. */
export interface OfficeMessage {
  readonly body: string;
  /** The case waits for the person's answer, and its clock with it where the law lets it. */
  readonly awaitsAnswer: boolean;
  /** The case goes on without the answer that it waits for. */
  readonly withdrawsQuestion?: boolean;
}

/** Messages from the office. */
@Injectable()
export class OfficeMessages {
  constructor(
    private readonly desk: OfficeDesk,
    private readonly states: RequestStates,
    private readonly thread: RequestThread,
    private readonly clock: RequestClock,
    private readonly mails: MessageMails,
    private readonly restrictions: Restrictions,
  ) {}

  /**
   * @throws Problem 409 once the case is closed for its person, where there is no address to write to, or where an answer
   * is awaited of a case that is not `received`, or no longer of one that awaits none
   */
  write(official: Official, reference: string, message: OfficeMessage): Promise<SubjectRequest> {
    return this.desk.act(official, reference, async (manager, request) => {
      if (!takesMessages(asTold(request), await this.restrictions.of(manager, request)))
        throw conflict('wrong-state', 'The request takes no messages: it is unconfirmed or closed.');
      const { body, awaitsAnswer, withdrawsQuestion = false } = message;
      if (withdrawsQuestion) await this.takeBack(manager, request);
      if (awaitsAnswer) await this.ask(manager, request);
      await this.thread.add(manager, request.id, 'office', body);
      if (!(await this.mails.toPerson(manager, request, awaitsAnswer)))
        throw conflict('address-missing', 'There is no address to write to.');
      return {
        action: 'request.message_sent',
        detail: { by: 'office', awaitsAnswer, ...(withdrawsQuestion ? { withdrawsQuestion } : {}) },
      };
    });
  }

  private async ask(manager: EntityManager, request: SubjectRequest): Promise<void> {
    this.states.expect(request, 'received');
    await this.states.move(manager, request, 'awaiting_information', { step: 'asked', actor: 'office' });
    await this.clock.pause(manager, request);
  }

  private async takeBack(manager: EntityManager, request: SubjectRequest): Promise<void> {
    this.states.expect(request, 'awaiting_information');
    const step = { step: 'question_withdrawn', actor: 'office' } as const;
    await this.states.move(manager, request, 'received', step);
    await this.clock.countOn(manager, request);
  }
}
