import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { StreamPool } from '../platform/database/stream-pool.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { SourceGuides } from './source-guide.js';
import { UnconfirmedLooks } from './unconfirmed-looks.js';
import { SourceStates } from './source-states.js';
import { HeldCounts } from './held-counts.js';
import { SourcePins } from './source-pins.js';
import { openSources, Sources } from './sources.js';

@Module({
  imports: [AuditModule],
  providers: [
    HeldCounts,
    SourceGuides,
    SourcePins,
    SourceStates,
    UnconfirmedLooks,
    { provide: Sources, useFactory: openSources, inject: [Config, StreamPool, Clock, ObjectStore] },
  ],
  exports: [HeldCounts, SourceGuides, SourcePins, Sources, SourceStates, UnconfirmedLooks],
})
export class SourcesModule {}
