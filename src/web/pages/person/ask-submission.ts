import { Injectable } from '@nestjs/common';
import { type Principal } from '../../../auth/principal.js';
import { type Origin } from '../../../platform/http/origin.js';
import { emailAddress } from '../../../platform/http/text-schemas.js';
import { RequestIntake } from '../../../requests/request-intake.js';
import { RequestLimits } from '../../api/request-limits.js';
import { type PageFrame } from '../../layout/frame.js';
import { formOf } from './ask-answers.js';
import { messageOf } from './ask-message.js';
import { type Checked } from './ask-next.js';

/** Hands a request in that was filled in on pages. */
@Injectable()
export class AskSubmission {
  constructor(
    private readonly intake: RequestIntake,
    private readonly limits: RequestLimits,
  ) {}

  /**
   * @param checked answers that are complete
   * @returns where its page is: for who has no account, one that says the same whatever came of it
   * @throws Problem 429
   */
  async send(
    principal: Principal | undefined,
    { answers, kind, asker }: Checked,
    frame: Pick<PageFrame, 'locale' | 'zone'>,
    origin: Origin,
  ): Promise<string> {
    const form = formOf(answers, kind, messageOf(frame, answers, asker));
    if (principal?.type === 'account') {
      await this.limits.account(principal.accountId);
      const made = await this.intake.fromAccount(principal.accountId, form, frame.locale, origin);
      return `/requests/${made.reference}/sent`;
    }
    const email = emailAddress.parse(answers.email);
    const mail = await this.limits.guest(origin, email);
    const { reference } = await this.intake.fromGuest({ email, mail }, form, frame.locale, origin);
    return `/requests/sent?reference=${reference}`;
  }
}
