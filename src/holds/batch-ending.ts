import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { finding } from '../sources/finding.js';
import { SourceUnavailable } from '../sources/source-unavailable.js';
import { Sources } from '../sources/sources.js';
import { OpenBatches } from './open-batches.js';

/** Makes certain that a batch in another database, which its worker left, will commit nothing any more. */
@Injectable()
export class BatchEnding {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly batches: OpenBatches,
  ) {}

  /**
   * Takes the batch over, ends its connection and waits until that is gone. Whether it has committed before is for its
   * erasure to find out. Does nothing where it is over.
   * @throws SourceUnavailable where nobody can tell: then it may still commit
   */
  async end(id: string): Promise<void> {
    const { manager } = this.database;
    // Committed by itself: its worker, if there is one, must know before its connection goes.
    const batch = await this.batches.takeOver(manager, id);
    if (batch === undefined || batch.state === 'ended') return;
    const writer = this.sources.writer(batch.source);
    if (writer === undefined) {
      throw new SourceUnavailable(batch.source, finding('noWriter', { source: batch.source }));
    }
    await writer.end(batch.connection);
    await this.batches.ended(manager, id);
  }
}
