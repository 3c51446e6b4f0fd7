import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { KeepingHolds, RetentionOutlook } from './retention-outlook.js';

/** What shows that the portal keeps its policy: the dry run of retention, and checks of the promises. */
@Module({
  imports: [AuditModule, HoldsModule],
  providers: [KeepingHolds, RetentionOutlook],
  exports: [RetentionOutlook],
})
export class EvidenceModule {}
