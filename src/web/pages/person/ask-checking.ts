import { Injectable } from '@nestjs/common';
import { isRecent, type Principal } from '../../../auth/principal.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { dueDates } from '../../../policy/due-dates.js';
import { type RequestKind } from '../../../policy/request-kinds.js';
import { type Answers, type Asker, isAboutAnother } from './ask-answers.js';
import { type Checked } from './ask-next.js';

/** Says what follows from complete answers by the settings and the time. */
@Injectable()
export class AskChecking {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  of(answers: Answers, kind: RequestKind, asker: Asker, principal: Principal | undefined): Checked {
    const now = this.clock.now();
    return {
      answers,
      kind,
      asker,
      due: dueDates(this.config.regime, kind, now, this.config.zone),
      coolingOff: this.config.coolingOff,
      asksPassword:
        kind === 'erasure' &&
        !isAboutAnother(answers) &&
        principal?.type === 'account' &&
        !isRecent(principal, now),
    };
  }
}
