import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { StreamPool } from '../platform/database/stream-pool.js';
import { SourceStates } from './source-states.js';
import { HeldCounts } from './held-counts.js';
import { openSources, Sources } from './sources.js';

@Module({
  providers: [
    HeldCounts,
    SourceStates,
    { provide: Sources, useFactory: openSources, inject: [Config, StreamPool, Clock] },
  ],
  exports: [HeldCounts, Sources, SourceStates],
})
export class SourcesModule {}
