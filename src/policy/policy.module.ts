import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PolicyVersions } from './policy-versions.js';
import { PublishedPolicy } from './published-policy.js';

/** The policy as it is published: its versions, and the one that holds. */
@Module({
  imports: [AuditModule],
  providers: [PolicyVersions, PublishedPolicy],
  exports: [PolicyVersions, PublishedPolicy],
})
export class PolicyModule {}
