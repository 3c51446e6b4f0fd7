import { Global, Module } from '@nestjs/common';
import { HoldReleaseListener } from '../holds/hold-release-listener.js';
import { ErasureResume } from './erasure-resume.js';
import { ErasureRows } from './erasure-rows.js';

/** What the room of holds, which lies below, tells of releases to; global, since that room cannot import this one. */
@Global()
@Module({
  providers: [ErasureRows, { provide: HoldReleaseListener, useClass: ErasureResume }],
  exports: [ErasureRows, HoldReleaseListener],
})
export class ErasureResumeModule {}
