import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Accounts } from '../../../accounts/accounts.js';
import { lastingKey, LastingRetentions } from '../../../erasures/lasting-retentions.js';
import { RetentionReviews } from '../../../erasures/retention-reviews.js';
import { type HoldOfficial } from '../../../holds/hold.js';
import { Sources } from '../../../sources/sources.js';
import { RetentionReviewBody } from '../../api/retention-schemas.js';
import { type FieldError } from '../../layout/field-error.js';
import { type PageFrame } from '../../layout/frame.js';
import { checkForm } from '../form-input.js';
import { type LastingSection, presentLasting, type ReviewForm } from './lasting-view.js';

/** What the page about retention says of what is kept without an end, and what its form does. */
@Injectable()
export class LastingPages {
  constructor(
    private readonly database: DataSource,
    private readonly lasting: LastingRetentions,
    private readonly reviews: RetentionReviews,
    private readonly accounts: Accounts,
    private readonly sources: Sources,
  ) {}

  async section(
    frame: PageFrame,
    form: ReviewForm = { retention: '', reason: '' },
    errors: readonly FieldError[] = [],
  ): Promise<LastingSection> {
    const retentions = await this.lasting.all();
    const reviewers = retentions.flatMap(({ reviewedBy }) => reviewedBy ?? []);
    const names = await this.accounts.usernames(this.database.manager, reviewers);
    const facts = { retentions, names, today: this.lasting.today() };
    return presentLasting(frame, this.sources, facts, form, errors);
  }

  /** @throws Problem 422 for the form */
  async review(official: HoldOfficial, form: ReviewForm): Promise<void> {
    const keys = (await this.lasting.all()).map(lastingKey);
    const known = z.string().refine((key) => keys.includes(key), 'Choose what is still needed.');
    const { retention, reason } = checkForm(RetentionReviewBody.extend({ retention: known }), form);
    const [source = '', collection = ''] = retention.split('/');
    await this.reviews.confirm(official, { source, collection }, reason);
  }
}
