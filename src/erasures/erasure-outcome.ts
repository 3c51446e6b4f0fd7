import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { PORTAL_ID } from '../sources/sources-file.js';
import { type EndedRun } from './ended-run.js';
import { type SealedSubject } from './erasure.js';
import { ErasureClosing } from './erasure-closing.js';
import { scopeOf } from './erasure-scope.js';
import { HeldCases } from './held-cases.js';
import { defers, endsLater, visibleRules } from './kept-rows.js';
import { LastMail } from './last-mail.js';
import { Leftovers } from './leftovers.js';
import { OutcomeReceipts } from './outcome-receipts.js';

/** Completed, or deferred: receipts, the last mail, and what is forgotten, all in the caller's transaction. */
@Injectable()
export class ErasureOutcome {
  constructor(
    private readonly cases: HeldCases,
    private readonly leftovers: Leftovers,
    private readonly receipts: OutcomeReceipts,
    private readonly mail: LastMail,
    private readonly closing: ErasureClosing,
  ) {}

  async reach(manager: EntityManager, ended: EndedRun): Promise<void> {
    const { run, erasure, subject } = ended;
    const others = await this.closing.begin(manager, ended);
    // It was ended with another erasure of the same person, whose receipt tells of everything.
    if (others === undefined) return;
    const whole = withRequests(subject, [run.requestId, ...others]);
    await this.cases.note(manager, erasure, whole, scopeOf(run.scope, erasure));
    const kept = await this.leftovers.of(manager, erasure.id, subject);
    const told = endsLater(kept) || kept.held.some((rows) => visibleRules(rows, ended.rules).length > 0);
    const shown = told ? 'deferred' : 'completed';
    const news = await this.receipts.keep(manager, ended, kept, shown);
    if (news !== undefined) await this.mail.add(manager, run, news.receipt, news.salt);
    if (defers(kept)) {
      await this.closing.defer(manager, ended, shown, others);
      await this.leftovers.wait(manager, run.requestId);
    } else {
      await this.leftovers.forget(manager, erasure.id);
      await this.closing.close(manager, ended, others);
    }
  }
}

/** What ends with the case includes requests that only the address of a letter leads to, which no row teaches. */
function withRequests(subject: SealedSubject, requestIds: readonly string[]): SealedSubject {
  const { request = [], ...portal } = subject.known[PORTAL_ID] ?? {};
  const known = { ...portal, request: [...new Set([...request, ...requestIds])] };
  return { ...subject, known: { ...subject.known, [PORTAL_ID]: known } };
}
