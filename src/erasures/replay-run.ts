import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, type AuditEntry } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { type ErasureScope } from '../sources/erasing.js';
import { type ErasureWork } from './erasure-batches.js';
import { ErasureRounds } from './erasure-rounds.js';
import { ErasureRows } from './erasure-rows.js';
import { KeptRecords } from './kept-records.js';
import { type Returned } from './replay-search.js';
import { ReplayedCases } from './replayed-cases.js';

/** Erases again what came back of one person. Killed half-way, it is simply done again: what is gone is not found. */
@Injectable()
export class ReplayRun {
  constructor(
    private readonly database: DataSource,
    private readonly rows: ErasureRows,
    private readonly kept: KeptRecords,
    private readonly rounds: ErasureRounds,
    private readonly cases: ReplayedCases,
    private readonly log: AuditLog,
  ) {}

  /** @returns how many rows went */
  async run(returned: Returned, scope: ErasureScope, actor: Actor, signal: AbortSignal): Promise<number> {
    const { manager } = this.database;
    const deferred = await this.rows.isDeferred(manager, returned.record.erasure);
    return deferred ? this.within(returned, scope, actor, signal) : this.anew(returned, scope, actor, signal);
  }

  /** As part of an erasure that a hold defers: what is kept goes when that goes on, and its case stays open. */
  private async within(
    { record, subject }: Returned,
    scope: ErasureScope,
    actor: Actor,
    signal: AbortSignal,
  ): Promise<number> {
    const erasure = { id: record.erasure };
    const rows = await this.erased({ erasureId: erasure.id, subject, signal, cameBack: true }, scope);
    await this.database.transaction(async (manager) => {
      if (await this.rows.isDeferred(manager, erasure.id))
        await this.cases.close(manager, erasure, subject, scope.comments);
      if (rows > 0) await this.note(manager, actor, { erasure: erasure.id, rows });
    });
    return rows;
  }

  private async anew(
    { record, subject }: Returned,
    scope: ErasureScope,
    actor: Actor,
    signal: AbortSignal,
  ): Promise<number> {
    const startedAt = new Date(record.startedAt);
    const erasure = await this.database.transaction((manager) =>
      this.rows.addReplay(manager, subject, startedAt, record.erasure),
    );
    const before = await this.kept.count(this.database.manager, erasure.id);
    const rows = await this.erased({ erasureId: erasure.id, subject, signal }, scope);
    return this.database.transaction(async (manager) => {
      const cases = await this.cases.forget(manager, erasure, subject);
      const kept = await this.kept.count(manager, erasure.id);
      if (rows + cases + kept === 0) await this.rows.remove(manager, erasure.id);
      else if (kept > 0) await this.rows.finishedInPart(manager, erasure.id, startedAt);
      else await this.rows.finished(manager, erasure.id, startedAt);
      if (kept > 0) await this.cases.close(manager, erasure, subject, scope.comments);
      else await this.cases.leave(manager, erasure);
      if (rows + cases > 0 || kept !== before)
        await this.note(manager, actor, { erasure: record.erasure, rows, cases, kept });
      return rows + cases;
    });
  }

  /** @returns how many rows went */
  private async erased(work: ErasureWork, scope: ErasureScope): Promise<number> {
    let rows = 0;
    const onErased = (more: number) => {
      rows += more;
    };
    await this.rounds.untilNothingIsLeft({ ...work, onErased }, scope);
    return rows;
  }

  private note(manager: EntityManager, actor: Actor, detail: AuditEntry['detail']): Promise<void> {
    return this.log.append(manager, { action: 'erasure.replayed', actor, detail });
  }
}
