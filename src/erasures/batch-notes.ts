import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type PersonRef } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { type BatchOutcome, type RecordKey } from '../sources/erasing.js';
import { type CollectionPlace, ErasureCounts } from './erasure-counts.js';
import { KeptRecords } from './kept-records.js';

/** Rows that one transaction tried to erase. */
export interface Batch extends CollectionPlace {
  readonly keys: readonly RecordKey[];
  /** They were kept before, and are tried again by their keys. */
  readonly named: boolean;
}

/** Whose batches these are. */
export interface BatchOwner {
  readonly erasureId: string;
  readonly reference?: string;
  readonly person?: PersonRef;
  /** What is found had been erased and counted before, and came back. */
  readonly cameBack?: boolean;
}

/** Writes down what a batch did, in its transaction. */
@Injectable()
export class BatchNotes {
  constructor(
    private readonly counts: ErasureCounts,
    private readonly kept: KeptRecords,
    private readonly log: AuditLog,
  ) {}

  /** @returns how many rows are erased that were not */
  async add(manager: EntityManager, owner: BatchOwner, batch: Batch, outcome: BatchOutcome): Promise<number> {
    const { erasureId, reference, person, cameBack = false } = owner;
    const { source, collection, keys, named } = batch;
    const { deleted, partly = 0, kept } = outcome;
    const cleared = outcome.cleared - partly;
    if (named || !cameBack) await this.counts.add(manager, erasureId, batch, outcome);
    // Only rows tried again, or kept now, can be among those that are written down.
    if (named || kept.length > 0) await this.kept.replace(manager, erasureId, batch, keys, kept);
    if (deleted + cleared > 0) {
      await this.log.append(manager, {
        action: 'erasure.executed',
        actor: { type: 'system' },
        subject: person,
        reference,
        detail: { source, collection, deleted, cleared, kept: kept.length },
      });
    }
    return deleted + cleared;
  }
}
