import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { RequestClosing } from '../requests/request-closing.js';
import { type ErasureScope } from '../sources/erasing.js';
import { casePeople } from './case-people.js';
import { ErasureRounds } from './erasure-rounds.js';
import { ErasureRows } from './erasure-rows.js';
import { type Returned } from './replay-search.js';

/** Erases again what came back of one person. Killed half-way, it is simply done again: what is gone is not found. */
@Injectable()
export class ReplayRun {
  constructor(
    private readonly database: DataSource,
    private readonly rows: ErasureRows,
    private readonly rounds: ErasureRounds,
    private readonly closing: RequestClosing,
    private readonly log: AuditLog,
  ) {}

  /** @returns how many rows went; of the case rows, which have no dates, those that lead to the erased person's own ids */
  async run(returned: Returned, scope: ErasureScope, actor: Actor, signal: AbortSignal): Promise<number> {
    const { record, subject } = returned;
    const startedAt = new Date(record.startedAt);
    const erasure = await this.database.transaction((manager) =>
      this.rows.addReplay(manager, subject, startedAt),
    );
    await this.rounds.untilNothingIsLeft({ erasureId: erasure.id, subject, signal }, scope);
    return this.database.transaction(async (manager) => {
      // Addresses may be a returning person's by now; ids are never given twice.
      const cases = await this.closing.forget(manager, { ...casePeople(subject), addresses: [] });
      const rows = await this.rows.done(manager, erasure.id);
      const kept = await this.rows.keptCount(manager, erasure.id);
      if (rows + cases + kept === 0) {
        await this.rows.remove(manager, erasure.id);
        return 0;
      }
      await this.rows.finished(manager, erasure.id, startedAt);
      await this.log.append(manager, {
        action: 'erasure.replayed',
        actor,
        detail: { erasure: record.erasure, rows, cases, kept },
      });
      return rows + cases;
    });
  }
}
