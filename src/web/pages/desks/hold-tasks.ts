import { Injectable } from '@nestjs/common';
import { type HoldOfficial, holdState } from '../../../holds/hold.js';
import { HoldReleases } from '../../../holds/hold-releases.js';
import { HoldReviews } from '../../../holds/hold-reviews.js';
import { KeepBody, ReleaseBody, ReviewBody } from '../../api/hold-schemas.js';
import { type PageKey } from '../../words/words.js';
import { checkForm } from '../form-input.js';
import { latinDigits } from './hold-form.js';

/** Last part of the path of a task's page. */
export type TaskPath = 'release' | 'keep' | 'review';

/** What was typed. */
export interface TaskForm {
  readonly reason: string;
  readonly reviewOn: string;
}

/** Takes what was typed on the page of a task to whoever does it. */
@Injectable()
export class HoldTasks {
  constructor(
    private readonly releases: HoldReleases,
    private readonly reviews: HoldReviews,
  ) {}

  /** @returns what was done. @throws Problem 422 for the form, and what the task itself refuses */
  take(
    path: TaskPath,
    official: HoldOfficial,
    id: string,
    form: TaskForm,
  ): Promise<PageKey & `done.${string}`> {
    if (path === 'release') return this.release(official, id, form);
    return path === 'keep' ? this.keep(official, id, form) : this.review(official, id, form);
  }

  private async release(official: HoldOfficial, id: string, form: TaskForm) {
    const { reason } = checkForm(ReleaseBody, { reason: form.reason });
    const hold = await this.releases.release(official, id, reason);
    if (holdState(hold) === 'released') return 'done.holdReleased';
    return hold.releaseConfirmedAt === null ? 'done.holdReleaseAsked' : 'done.holdReleaseConfirmed';
  }

  private async keep(official: HoldOfficial, id: string, { reason: given }: TaskForm) {
    const { reason } = checkForm(KeepBody, given.trim() === '' ? {} : { reason: given });
    await this.releases.keep(official, id, reason);
    return 'done.holdKept' as const;
  }

  private async review(official: HoldOfficial, id: string, form: TaskForm) {
    const checked = checkForm(ReviewBody, { reviewOn: latinDigits(form.reviewOn), reason: form.reason });
    await this.reviews.move(official, id, checked.reviewOn, checked.reason);
    return 'done.holdReviewed' as const;
  }
}
