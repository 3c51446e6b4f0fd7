import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { LimitsModule } from '../platform/limits/limits.module.js';
import { AccessDenials } from './access-denials.js';
import { AccessGuard } from './access.guard.js';
import { AccountReopening } from './account-reopening.js';
import { ApiTokens } from './api-tokens.js';
import { AuthMails } from './auth-mails.js';
import { AuthSweep } from './auth-sweep.js';
import { Callers } from './callers.js';
import { Lockout } from './lockout.js';
import { BearerStrategy } from './passport/bearer.strategy.js';
import { CookieStrategy } from './passport/cookie.strategy.js';
import { LocalStrategy } from './passport/local.strategy.js';
import { PasswordChange } from './password-change.js';
import { PasswordCheck } from './password-check.js';
import { PasswordCompletion } from './password-completion.js';
import { PasswordResets } from './password-resets.js';
import { ResetAskHandler } from './reset-ask-handler.js';
import { ResetConfirmation } from './reset-confirmation.js';
import { ResetLinks } from './reset-links.js';
import { RouteCheck } from './route-check.js';
import { SameOriginGuard } from './same-origin.guard.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';
import { StepUp } from './step-up.js';
import { StopEffects, StopEvents } from './stop-effects.js';
import { StopLinks } from './stop-links.js';

/** Who somebody is, and what they may call. Its two guards stand before every handler of the portal, in this order. */
@Module({
  imports: [DiscoveryModule, AccountsModule, AuditModule, HoldsModule, LimitsModule],
  providers: [
    { provide: APP_GUARD, useClass: SameOriginGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    AccessDenials,
    AccountReopening,
    ApiTokens,
    AuthMails,
    AuthSweep,
    BearerStrategy,
    Callers,
    CookieStrategy,
    LocalStrategy,
    Lockout,
    PasswordChange,
    PasswordCheck,
    PasswordCompletion,
    PasswordResets,
    ResetAskHandler,
    ResetConfirmation,
    ResetLinks,
    RouteCheck,
    SessionCookie,
    Sessions,
    SignIn,
    SignOut,
    StepUp,
    StopEffects,
    StopEvents,
    StopLinks,
  ],
  exports: [
    AccountReopening,
    ApiTokens,
    AuthMails,
    Callers,
    PasswordChange,
    PasswordResets,
    ResetConfirmation,
    SessionCookie,
    Sessions,
    SignOut,
    StepUp,
    StopLinks,
  ],
})
export class AuthModule {}
