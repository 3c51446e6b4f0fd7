import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { ArticleEmbedHostsModule } from './articles/article-embed-hosts.js';
import { ArticlesModule } from './articles/articles.module.js';
import { AuditFilesModule } from './audit/audit-files.module.js';
import { AuditMailJournalModule } from './audit/audit-mail-journal.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuditProofModule } from './audit/audit-proof.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CommentsModule } from './comments/comments.module.js';
import { ConsentModule } from './consent/consent.module.js';
import { ErasuresModule } from './erasures/erasures.module.js';
import { EvidenceModule } from './evidence/evidence.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { HeldMailsModule } from './holds/held-mails.js';
import { HoldsModule } from './holds/holds.module.js';
import { MediaModule } from './media/media.module.js';
import { ShownImagesModule } from './media/shown-images.js';
import { PersonsModule } from './persons/persons.module.js';
import { type Clock } from './platform/clock/clock.js';
import { type Config } from './platform/config/config.js';
import { type Database } from './platform/database/database.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { MailPurgeModule } from './policy/mail-purge.js';
import { PolicyModule } from './policy/policy.module.js';
import { StorageModule } from './platform/storage/storage.module.js';
import { RequestsModule } from './requests/requests.module.js';
import { SourcesModule } from './sources/sources.module.js';
import { WebModule } from './web/web.module.js';

/** The whole house. Every role loads every room; the role decides what is started (see app.ts). */
@Module({})
export class AppModule {
  static for(config: Config, database: Database, clock: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.for(config, database, clock),
        JobsModule,
        MailModule,
        StorageModule,
        AuditModule,
        AuditProofModule,
        AuditFilesModule,
        AuditMailJournalModule,
        MailPurgeModule,
        PolicyModule,
        SourcesModule,
        PersonsModule,
        HoldsModule,
        HeldMailsModule,
        AccountsModule,
        AuthModule,
        ArticlesModule,
        ArticleEmbedHostsModule,
        CommentsModule,
        ConsentModule,
        MediaModule,
        ShownImagesModule,
        RequestsModule,
        ExportsModule,
        ErasuresModule,
        EvidenceModule,
        WebModule,
      ],
    };
  }
}
