import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { ChoiceAnswers } from './choice-answers.js';
import { ChoiceConsents } from './choice-consents.js';
import { ChoiceCookie } from './choice-cookie.js';
import { ChoiceEnds } from './choice-ends.js';
import { ChoiceRows } from './choice-rows.js';
import { ChoiceSweep } from './choice-sweep.js';
import { Consents } from './consents.js';
import { CookieChoices } from './cookie-choices.js';
import { CookieGuard } from './cookie-guard.js';
import { EmbedChoices } from './embed-choices.js';

/** What readers agreed to, and what their browsers may be given. */
@Module({
  imports: [AuditModule, HoldsModule, PolicyModule],
  providers: [
    ChoiceAnswers,
    ChoiceConsents,
    ChoiceCookie,
    ChoiceEnds,
    ChoiceRows,
    ChoiceSweep,
    Consents,
    CookieChoices,
    CookieGuard,
    EmbedChoices,
  ],
  exports: [
    ChoiceAnswers,
    ChoiceCookie,
    ChoiceEnds,
    ChoiceRows,
    Consents,
    CookieChoices,
    CookieGuard,
    EmbedChoices,
  ],
})
export class ConsentModule {}
