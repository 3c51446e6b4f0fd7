import { Global, Module } from '@nestjs/common';
import { HoldReleaseListener } from '../holds/hold-release-listener.js';
import { ErasureCounts } from './erasure-counts.js';
import { ErasureResume } from './erasure-resume.js';
import { ErasureRows } from './erasure-rows.js';
import { KeptRecords } from './kept-records.js';
import { ErasureFileRows } from './erasure-file-rows.js';
import { RestRows } from './rest-rows.js';

/** What the room of holds, which lies below, tells of releases to; global, since that room cannot import this one. */
@Global()
@Module({
  providers: [
    ErasureCounts,
    ErasureRows,
    KeptRecords,
    ErasureFileRows,
    RestRows,
    { provide: HoldReleaseListener, useClass: ErasureResume },
  ],
  exports: [ErasureCounts, ErasureFileRows, ErasureRows, KeptRecords, RestRows, HoldReleaseListener],
})
export class ErasureResumeModule {}
