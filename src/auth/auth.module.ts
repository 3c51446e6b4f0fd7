import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { LimitsModule } from '../platform/limits/limits.module.js';
import { AccessDenials } from './access-denials.js';
import { AccessGuard } from './access.guard.js';
import { ApiTokens } from './api-tokens.js';
import { Callers } from './callers.js';
import { BearerStrategy } from './passport/bearer.strategy.js';
import { CookieStrategy } from './passport/cookie.strategy.js';
import { RouteCheck } from './route-check.js';
import { SameOriginGuard } from './same-origin.guard.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';

/** Who somebody is, and what they may call. Its two guards stand before every handler of the portal, in this order. */
@Module({
  imports: [DiscoveryModule, AccountsModule, AuditModule, LimitsModule],
  providers: [
    { provide: APP_GUARD, useClass: SameOriginGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    AccessDenials,
    ApiTokens,
    BearerStrategy,
    Callers,
    CookieStrategy,
    RouteCheck,
    SessionCookie,
    Sessions,
  ],
  exports: [ApiTokens, SessionCookie, Sessions],
})
export class AuthModule {}
