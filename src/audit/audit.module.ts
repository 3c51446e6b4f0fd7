import { Module } from '@nestjs/common';
import { AuditEvents } from './audit-events.js';
import { AuditLog } from './audit-log.js';
import { AuditLooks } from './audit-looks.js';
import { AuditPseudonyms } from './audit-pseudonyms.js';
import { AuditSearch } from './audit-search.js';
import { AuditSequencer } from './audit-sequencer.js';
import { PurgeReport, Purges } from './purges.js';

const LENT = [AuditEvents, AuditLog, AuditLooks, AuditPseudonyms, AuditSearch, AuditSequencer, Purges];

/** The log. The sequencer does not run by itself: the process's wiring starts it where its role has workers. */
@Module({
  providers: [...LENT, PurgeReport],
  exports: LENT,
})
export class AuditModule {}
