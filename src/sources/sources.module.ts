import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { StreamPool } from '../platform/database/stream-pool.js';
import { openSources, Sources } from './sources.js';

@Module({
  providers: [{ provide: Sources, useFactory: openSources, inject: [Config, StreamPool, Clock] }],
  exports: [Sources],
})
export class SourcesModule {}
