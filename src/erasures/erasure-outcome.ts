import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { RequestClosing } from '../requests/request-closing.js';
import { casePeople } from './case-people.js';
import { type EndedRun } from './ended-run.js';
import { ErasureRows } from './erasure-rows.js';
import { KeptRowsReader, visibleRules } from './kept-rows.js';
import { LastMail } from './last-mail.js';
import { OutcomeReceipts } from './outcome-receipts.js';

/** Completed, or deferred: receipts, the last mail, and what is forgotten, all in the caller's transaction. */
@Injectable()
export class ErasureOutcome {
  constructor(
    private readonly rows: ErasureRows,
    private readonly kept: KeptRowsReader,
    private readonly receipts: OutcomeReceipts,
    private readonly mail: LastMail,
    private readonly closing: RequestClosing,
    private readonly clock: Clock,
  ) {}

  async reach(manager: EntityManager, ended: EndedRun): Promise<void> {
    const { run, erasure, subject, rules } = ended;
    const kept = await this.kept.of(manager, erasure.id);
    const shown = kept.some((rows) => visibleRules(rows, rules).length > 0) ? 'deferred' : 'completed';
    // The person's outcome is told once: a hold that hides its existence changes nothing for them when it ends.
    const told = await this.receipts.toldBefore(manager, run.requestId);
    const salt = randomBytes(16).toString('base64url');
    const receipt = await this.receipts.keep(manager, ended, kept, shown, salt);
    if (told !== shown) await this.mail.add(manager, run, receipt, salt);
    if (kept.length > 0) {
      await this.rows.deferred(manager, erasure.id, this.clock.now());
      await this.closing.defer(manager, run.requestId, { shownAs: shown });
      return;
    }
    await this.rows.finished(manager, erasure.id, this.clock.now());
    await this.closing.close(manager, run.requestId, casePeople(subject));
  }
}
