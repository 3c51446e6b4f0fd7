import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BatchEnding } from '../holds/batch-ending.js';
import { OpenBatches } from '../holds/open-batches.js';
import { type ErasureScope } from '../sources/erasing.js';
import { SealedBatches } from './batch-contents.js';
import { BatchNotes, type BatchOwner } from './batch-notes.js';
import { type SealedSubject } from './erasure.js';
import { RemoteRemains } from './remote-remains.js';

/** Finds out what became of batches in other databases that an earlier run of an erasure left (I11). */
@Injectable()
export class RemoteRecovery {
  constructor(
    private readonly database: DataSource,
    private readonly open: OpenBatches,
    private readonly ending: BatchEnding,
    private readonly sealed: SealedBatches,
    private readonly notes: BatchNotes,
    private readonly remains: RemoteRemains,
  ) {}

  /**
   * Ends the connection of each, and counts what it did where it had committed. Before anything else of the erasure.
   * @throws SourceUnavailable where that cannot be found out now
   */
  async recover(owner: BatchOwner & { readonly subject: SealedSubject }, scope: ErasureScope): Promise<void> {
    for (const batch of await this.open.ofErasure(this.database.manager, owner.erasureId)) {
      await this.ending.end(batch.id);
      await this.settle(owner, batch.id, scope);
    }
  }

  /** Ends those of an erasure that does not go on; what they did is counted nowhere. @throws SourceUnavailable */
  async abandon(erasureId: string): Promise<void> {
    for (const { id } of await this.open.ofErasure(this.database.manager, erasureId)) {
      await this.ending.end(id);
      await this.open.close(this.database.manager, id, 'ended');
    }
  }

  private async settle(
    owner: BatchOwner & { readonly subject: SealedSubject },
    id: string,
    scope: ErasureScope,
  ): Promise<void> {
    const batch = await this.open.find(this.database.manager, id);
    // Its own worker was faster after all.
    if (batch?.state !== 'ended') return;
    const { source, collection, named, sealed } = batch;
    const contents = this.sealed.open(id, sealed);
    const went = await this.remains.went(batch, contents, owner.subject, scope);
    await this.database.transaction(async (manager) => {
      if (!(await this.open.close(manager, id, 'ended'))) return;
      if (went === undefined) return;
      await this.notes.add(manager, owner, { source, collection, keys: contents.keys, named }, went);
    });
  }
}
