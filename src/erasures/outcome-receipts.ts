import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { type EndedRun } from './ended-run.js';
import { type KeptRows } from './kept-rows.js';
import { addressDigest, type Receipt, type ReceiptFacts } from './receipt.js';
import { ReceiptItems } from './receipt-items.js';
import { Receipts } from './receipts.js';
import { SecurityItems } from './security-items.js';
import { erasureWords } from './words/words.js';

/** Writes the two receipts of an outcome: the person's, and the office's with what holds hide. */
@Injectable()
export class OutcomeReceipts {
  constructor(
    private readonly items: ReceiptItems,
    private readonly security: SecurityItems,
    private readonly receipts: Receipts,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** What the person was told before, where they were. */
  async toldBefore(manager: EntityManager, requestId: string): Promise<Receipt['outcome'] | undefined> {
    return (await this.receipts.find(manager, requestId, 'person'))?.outcome;
  }

  /** @param shown the outcome as the person sees it @returns the person's receipt */
  async keep(
    manager: EntityManager,
    ended: EndedRun,
    kept: readonly KeptRows[],
    shown: Receipt['outcome'],
    salt: string,
  ): Promise<Receipt> {
    const { run, rules, erasure } = ended;
    const always = [
      ...this.items.byMap(erasure.plan ?? { collections: [] }, run.locale),
      ...(await this.security.of(manager, ended)),
    ];
    const facts = await this.facts(manager, ended, salt);
    const office = [...this.items.held(kept, rules, run.locale, 'office'), ...always];
    const actual = kept.length > 0 ? 'deferred' : 'completed';
    await this.receipts.keep(manager, run.requestId, 'office', {
      ...facts,
      outcome: actual,
      retained: office,
    });
    const person = [...this.items.held(kept, rules, run.locale, 'person'), ...always];
    return this.receipts.keep(manager, run.requestId, 'person', {
      ...facts,
      outcome: shown,
      retained: person,
    });
  }

  private async facts(
    manager: EntityManager,
    { run, erasure, subject }: EndedRun,
    salt: string,
  ): Promise<Omit<ReceiptFacts, 'outcome' | 'retained'>> {
    const madeAt = this.clock.now();
    const address = subject.emails[0];
    return {
      reference: run.reference,
      site: this.config.siteName,
      locale: run.locale,
      regime: run.regime,
      receivedAt: run.receivedAt,
      startedAt: erasure.startedAt ?? madeAt,
      madeAt,
      ...(address === undefined ? {} : { addressDigest: addressDigest(salt, address) }),
      erased: await this.items.erased(manager, erasure.id, run.locale),
      statement: erasureWords(run.locale)('statement'),
    };
  }
}
