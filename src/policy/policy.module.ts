import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PolicyCookies } from './policy-cookies.js';
import { PolicyVersions } from './policy-versions.js';
import { PublishedPolicy } from './published-policy.js';

/** The policy as it is published: its versions, the one that holds, and cookies as it declares them. */
@Module({
  imports: [AuditModule],
  providers: [PolicyCookies, PolicyVersions, PublishedPolicy],
  exports: [PolicyCookies, PolicyVersions, PublishedPolicy],
})
export class PolicyModule {}
