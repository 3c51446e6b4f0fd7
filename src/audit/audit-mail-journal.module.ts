import { Global, Module } from '@nestjs/common';
import { MailJournal } from '../platform/mail/mail-journal.js';
import { AuditMailJournal } from './audit-mail-journal.js';
import { AuditModule } from './audit.module.js';

/** Lends the log to the mails, which lie below it. */
@Global()
@Module({
  imports: [AuditModule],
  providers: [{ provide: MailJournal, useClass: AuditMailJournal }],
  exports: [MailJournal],
})
export class AuditMailJournalModule {}
