import { Module } from '@nestjs/common';
import { AuditExportFiles, AuditExports } from './audit-exports.js';
import { AuditModule } from './audit.module.js';
import { ExportSweep } from './export-sweep.js';
import { ExportWriting } from './export-writing.js';
import { SavedSearches } from './saved-searches.js';

/** What auditors keep of the log for a while: searches by name, and files of what one found. */
@Module({
  imports: [AuditModule],
  providers: [AuditExportFiles, AuditExports, ExportSweep, ExportWriting, SavedSearches],
  exports: [AuditExportFiles, AuditExports, SavedSearches],
})
export class AuditFilesModule {}
