import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { type EndedRun } from './ended-run.js';
import { ErasedItems } from './erased-items.js';
import { defers, type Kept } from './kept-rows.js';
import { OutcomeFacts } from './outcome-facts.js';
import { addressDigest, type Receipt, type RetainedItem } from './receipt.js';
import { ReceiptItems } from './receipt-items.js';
import { Receipts } from './receipts.js';
import { SecurityItems } from './security-items.js';

/** A receipt that the person has not seen, and the salt with which its digest proves to be of their address. */
export interface PersonsNews {
  readonly receipt: Receipt;
  readonly salt: string;
}

/** Writes the two receipts of an outcome: the person's, and the office's with what holds hide. */
@Injectable()
export class OutcomeReceipts {
  constructor(
    private readonly items: ReceiptItems,
    private readonly erased: ErasedItems,
    private readonly security: SecurityItems,
    private readonly receipts: Receipts,
    private readonly facts: OutcomeFacts,
  ) {}

  /**
   * A person is told an outcome once. Who was told `completed` keeps that very receipt: a hold that hides its existence
   * changes nothing for them when it ends.
   * @param shown the outcome as the person sees it
   * @returns what is new to the person; undefined where nothing is
   */
  async keep(
    manager: EntityManager,
    ended: EndedRun,
    kept: Kept,
    shown: Receipt['outcome'],
  ): Promise<PersonsNews | undefined> {
    const { requestId } = ended.run;
    const told = await this.receipts.find(manager, requestId, 'person');
    const salt = randomBytes(16).toString('base64url');
    const notTheirs = this.items.notTheirs(ended.subject, ended.run.locale);
    const facts = {
      ...(await this.facts.of(manager, ended)),
      ...(notTheirs.length === 0 ? {} : { notTheirs }),
    };
    const digest = told?.outcome === shown ? told.addressDigest : this.digest(ended, salt);
    const outcome = defers(kept) ? 'deferred' : 'completed';
    const office = await this.retained(manager, ended, kept, 'office');
    const erased = await this.erased.office(manager, ended);
    await this.receipts.keep(manager, requestId, 'office', { ...facts, erased, outcome, retained: office });
    if (told?.outcome === 'completed') return undefined;
    const person = {
      ...facts,
      erased: await this.erased.person(manager, ended, kept),
      outcome: shown,
      addressDigest: digest,
      retained: await this.retained(manager, ended, kept, 'person'),
    };
    const receipt = await this.receipts.keep(manager, requestId, 'person', person);
    return told?.outcome === shown ? undefined : { receipt, salt };
  }

  private async retained(
    manager: EntityManager,
    ended: EndedRun,
    kept: Kept,
    audience: 'person' | 'office',
  ): Promise<RetainedItem[]> {
    const { rules, run, erasure } = ended;
    return [
      ...this.items.held(kept.held, rules, run.locale, audience),
      ...this.items.retained(kept.retained, run.locale),
      ...(await this.items.byMap(manager, erasure.plan ?? { collections: [] }, run.locale)),
      ...(await this.security.of(manager, ended)),
    ];
  }

  private digest({ subject }: EndedRun, salt: string): string | undefined {
    const address = subject.emails[0];
    return address === undefined ? undefined : addressDigest(salt, address);
  }
}
