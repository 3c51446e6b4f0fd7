import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type EndedRun } from './ended-run.js';
import { ErasureClosing } from './erasure-closing.js';
import { scopeOf } from './erasure-scope.js';
import { HeldCases } from './held-cases.js';
import { KeptRecords } from './kept-records.js';
import { visibleRules } from './kept-rows.js';
import { LastMail } from './last-mail.js';
import { OutcomeReceipts } from './outcome-receipts.js';

/** Completed, or deferred: receipts, the last mail, and what is forgotten, all in the caller's transaction. */
@Injectable()
export class ErasureOutcome {
  constructor(
    private readonly cases: HeldCases,
    private readonly kept: KeptRecords,
    private readonly receipts: OutcomeReceipts,
    private readonly mail: LastMail,
    private readonly closing: ErasureClosing,
  ) {}

  async reach(manager: EntityManager, ended: EndedRun): Promise<void> {
    const { run, erasure, subject } = ended;
    const others = await this.closing.begin(manager, ended);
    // It was ended with another erasure of the same person, whose receipt tells of everything.
    if (others === undefined) return;
    await this.cases.note(manager, erasure, subject, scopeOf(run.scope, erasure));
    const kept = await this.kept.of(manager, erasure.id);
    const shown = kept.some((rows) => visibleRules(rows, ended.rules).length > 0) ? 'deferred' : 'completed';
    const news = await this.receipts.keep(manager, ended, kept, shown);
    if (news !== undefined) await this.mail.add(manager, run, news.receipt, news.salt);
    if (kept.length > 0) await this.closing.defer(manager, ended, shown);
    else await this.closing.close(manager, ended, others);
  }
}
