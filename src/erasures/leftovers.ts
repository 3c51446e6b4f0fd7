import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EarlierValues } from './earlier-values.js';
import { type SealedSubject } from './erasure.js';
import { KeptRecords } from './kept-records.js';
import { KeptRetentions } from './kept-retentions.js';
import { type Kept } from './kept-rows.js';
import { RetentionEnds } from './retention-ends.js';

/** What an erasure leaves, and what follows from it. */
@Injectable()
export class Leftovers {
  constructor(
    private readonly held: KeptRecords,
    private readonly retained: KeptRetentions,
    private readonly ends: RetentionEnds,
    private readonly earlier: EarlierValues,
  ) {}

  async of(manager: EntityManager, erasureId: string, subject: SealedSubject): Promise<Kept> {
    return {
      held: [...(await this.held.of(manager, erasureId)), ...(await this.earlier.kept(manager, subject))],
      retained: await this.retained.of(manager, erasureId),
    };
  }

  /** The rest follows when the first retention ends. The request is deferred already. */
  async wait(manager: EntityManager, requestId: string): Promise<void> {
    await this.ends.schedule(manager, requestId);
  }

  /** The erasure is over, whatever is kept without an end. */
  async forget(manager: EntityManager, erasureId: string): Promise<void> {
    await this.retained.forget(manager, erasureId);
  }
}
