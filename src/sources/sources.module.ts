import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { StreamPool } from '../platform/database/stream-pool.js';
import { SourceStates } from './source-states.js';
import { openSources, Sources } from './sources.js';

@Module({
  providers: [
    SourceStates,
    { provide: Sources, useFactory: openSources, inject: [Config, StreamPool, Clock] },
  ],
  exports: [Sources, SourceStates],
})
export class SourcesModule {}
