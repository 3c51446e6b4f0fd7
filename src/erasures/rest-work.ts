import { Injectable } from '@nestjs/common';
import { Sources } from '../sources/sources.js';
import { ErasureBatches } from './erasure-batches.js';
import { ErasureFiles } from './erasure-files.js';
import { type ErasureRest } from './rest-rows.js';
import { HeldHiding } from './held-hiding.js';

/** What still goes of an erasure that was taken back, in every source. */
@Injectable()
export class RestWork {
  constructor(
    private readonly sources: Sources,
    private readonly batches: ErasureBatches,
    private readonly files: ErasureFiles,
    private readonly hiding: HeldHiding,
  ) {}

  /** @throws SourceUnavailable */
  async run({ id, subject, comments }: ErasureRest, signal: AbortSignal): Promise<void> {
    const work = { erasureId: id, subject, signal };
    for (const source of this.sources.erasable()) {
      const eraser = await source.eraser({ emails: [], known: subject.known[source.id] }, { comments });
      await this.batches.eraseKept(work, source, eraser);
      await this.files.eraseUnnamed(work, source, eraser);
    }
    await this.hiding.settle(work);
  }
}
