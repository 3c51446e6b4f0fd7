import { Module } from '@nestjs/common';
import { RateLimits } from './rate-limits.js';

/** Counters that all processes share. */
@Module({ providers: [RateLimits], exports: [RateLimits] })
export class LimitsModule {}
