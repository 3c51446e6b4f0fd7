import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { AuditPseudonyms } from './audit-pseudonyms.js';
import { AuditSequencer } from './audit-sequencer.js';

/** The log. Nothing runs by itself: the process's wiring starts the sequencer where its role has workers. */
@Module({
  providers: [AuditLog, AuditPseudonyms, AuditSequencer],
  exports: [AuditLog, AuditPseudonyms, AuditSequencer],
})
export class AuditModule {}
