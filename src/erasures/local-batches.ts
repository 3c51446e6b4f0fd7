import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { HoldGate } from '../holds/hold-rules.js';
import { type Eraser } from '../sources/erasing.js';
import { type Batch, BatchNotes, type BatchOwner } from './batch-notes.js';
import { type SealedSubject } from './erasure.js';
import { FollowedHolds } from './followed-holds.js';
import { statementsOf } from './statements.js';

/** Whose batches they are; gains the addresses that turn out to be theirs. */
export interface LocalWork extends BatchOwner {
  subject: SealedSubject;
}

/** Batches in the portal's own database: gate, holds, statement, counts and event in one transaction (I2). */
@Injectable()
export class LocalBatches {
  constructor(
    private readonly database: DataSource,
    private readonly gate: HoldGate,
    private readonly holds: FollowedHolds,
    private readonly notes: BatchNotes,
  ) {}

  /** @returns how many rows are erased that were not */
  async run(work: LocalWork, eraser: Eraser, batch: Batch): Promise<number> {
    const [subject, rows] = await this.database.transaction((manager) =>
      this.inGate(manager, work, eraser, batch),
    );
    work.subject = subject;
    return rows;
  }

  private async inGate(
    manager: EntityManager,
    work: LocalWork,
    eraser: Eraser,
    batch: Batch,
  ): Promise<readonly [SealedSubject, number]> {
    const { source, collection, keys, named } = batch;
    await this.gate.pass(manager, [source]);
    const subject = await this.holds.follow(manager, work.erasureId, work.subject);
    const rules = await this.gate.rules(manager, source, subject);
    const scopes = rules.map(({ scope }) => scope);
    const outcome = await eraser.eraseBatch(statementsOf(manager), collection, keys, scopes, named);
    return [subject, await this.notes.add(manager, work, batch, outcome)];
  }
}
