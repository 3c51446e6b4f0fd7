import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { z } from 'zod';
import { ErasurePlans } from '../../../erasures/erasure-plans.js';
import { type Problem } from '../../../platform/http/problem.js';
import { paragraphs } from '../../../platform/http/text-schemas.js';
import { type Official } from '../../../requests/office-desk.js';
import { OfficeMessages } from '../../../requests/office-messages.js';
import { RequestAcknowledgement } from '../../../requests/request-acknowledgement.js';
import { RequestHandling } from '../../../requests/request-handling.js';
import { RestrictionLifting } from '../../../requests/restriction-lifting.js';
import { RequestNotes } from '../../../requests/request-notes.js';
import { type PageFrame } from '../../layout/frame.js';
import { type PageKey } from '../../words/words.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, typed } from '../form-input.js';
import { type CaseForms } from './case-view.js';

/** What is done on the page of a case without a page of its own. */
export type CaseTask = 'plan' | 'retry' | 'acknowledge' | 'keep' | 'assign' | 'message' | 'note';

type Done = PageKey & `done.case.${string}`;

const MessageForm = z.strictObject({ message: paragraphs(5000) });
const NoteForm = z.strictObject({ note: paragraphs(5000) });

/** Takes what was typed on the page of a case to whoever does it. */
@Injectable()
export class CaseWork {
  constructor(
    private readonly handling: RequestHandling,
    private readonly acknowledgement: RequestAcknowledgement,
    private readonly messages: OfficeMessages,
    private readonly notes: RequestNotes,
    private readonly plans: ErasurePlans,
    private readonly restrictions: RestrictionLifting,
  ) {}

  /** @returns what was done @throws Problem 422 for the form, and what the task itself refuses */
  async take(task: CaseTask, official: Official, reference: string, request: Request): Promise<Done> {
    switch (task) {
      case 'plan':
        await this.plans.look(official, reference);
        return 'done.case.planned';
      case 'retry':
        await this.handling.retry(official, reference);
        return 'done.case.retried';
      case 'acknowledge':
        await this.acknowledgement.acknowledge(official, reference);
        return 'done.case.acknowledged';
      case 'keep':
        await this.restrictions.keep(official, reference);
        return 'done.case.restrictionKept';
      case 'assign':
        await this.handling.assign(official, reference, typed(request, 'assignee').trim() || null);
        return 'done.case.assigned';
      case 'message':
        return this.message(official, reference, request);
      case 'note':
        await this.notes.write(
          official,
          reference,
          checkForm(NoteForm, { note: typed(request, 'note') }).note,
        );
        return 'done.case.note';
    }
  }

  /** What stands in the forms after one was refused. */
  forms(frame: PageFrame, refusal: Problem, request: Request): CaseForms {
    return {
      errors: fieldErrors(frame, refusal, {
        assignee: 'error.case.assignee',
        message: 'error.case.body',
        note: 'error.case.body',
      }),
      message: typed(request, 'message'),
      awaitsAnswer: typed(request, 'awaitsAnswer') === 'true',
      withdrawsQuestion: typed(request, 'withdrawsQuestion') === 'true',
      note: typed(request, 'note'),
    };
  }

  private async message(official: Official, reference: string, request: Request): Promise<Done> {
    const { message } = checkForm(MessageForm, { message: typed(request, 'message') });
    const awaitsAnswer = typed(request, 'awaitsAnswer') === 'true';
    const withdrawsQuestion = typed(request, 'withdrawsQuestion') === 'true';
    await this.messages.write(official, reference, { body: message, awaitsAnswer, withdrawsQuestion });
    return 'done.case.message';
  }
}
