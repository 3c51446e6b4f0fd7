import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { StreamPool } from '../platform/database/stream-pool.js';
import { SourceStates } from './source-states.js';
import { HeldCounts } from './held-counts.js';
import { SourcePins } from './source-pins.js';
import { openSources, Sources } from './sources.js';

@Module({
  imports: [AuditModule],
  providers: [
    HeldCounts,
    SourcePins,
    SourceStates,
    { provide: Sources, useFactory: openSources, inject: [Config, StreamPool, Clock] },
  ],
  exports: [HeldCounts, SourcePins, Sources, SourceStates],
})
export class SourcesModule {}
