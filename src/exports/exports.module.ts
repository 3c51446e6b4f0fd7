import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { AuditProofModule } from '../audit/audit-proof.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { BundleDiscard } from './bundle-discard.js';
import { BundleDownloads } from './bundle-downloads.js';
import { BundleExpiry } from './bundle-expiry.js';
import { CaseFacts } from './case-facts.js';
import { BundleMaker } from './bundle-maker.js';
import { BundleObjects } from './bundle-objects.js';
import { BundleWait } from './bundle-wait.js';
import { Bundles } from './bundles.js';
import { ExportBuilder } from './export-builder.js';
import { ExportCleanUp } from './export-clean-up.js';
import { ExportOutcomes } from './export-outcomes.js';
import { ExportRows } from './export-rows.js';

/** Bundles: built from every source, kept for a week, fetched by their person. */
@Module({
  imports: [
    AccountsModule,
    AuditModule,
    AuditProofModule,
    HoldsModule,
    PolicyModule,
    RequestsModule,
    SourcesModule,
  ],
  providers: [
    BundleDiscard,
    BundleDownloads,
    BundleExpiry,
    BundleMaker,
    CaseFacts,
    BundleObjects,
    Bundles,
    BundleWait,
    ExportBuilder,
    ExportCleanUp,
    ExportOutcomes,
    ExportRows,
  ],
  exports: [BundleDownloads, Bundles, ExportCleanUp],
})
export class ExportsModule {}
