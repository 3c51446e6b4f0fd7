import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Bans } from '../comments/bans.js';
import { RequestClosing } from '../requests/request-closing.js';
import { casePeople } from './case-people.js';
import { type EndedRun } from './ended-run.js';
import { type RetainedItem } from './receipt.js';
import { erasureWords } from './words/words.js';

/** What stays for the portal's security, whoever is erased (P24): who tried to get in from where, and who is banned. */
@Injectable()
export class SecurityItems {
  constructor(
    private readonly closing: RequestClosing,
    private readonly bans: Bans,
  ) {}

  /** In the transaction that ends the erasure, before the log forgets the person. */
  async of(manager: EntityManager, ended: EndedRun): Promise<RetainedItem[]> {
    const { run, erasure, subject } = ended;
    const values = await this.closing.keptForSecurity(manager, run.requestId, casePeople(subject, erasure));
    const bans = await this.bans.of(manager, subject.addresses);
    const endless = bans.some(({ until }) => until === null);
    const lastBan = Math.max(...bans.map(({ until }) => until?.getTime() ?? 0));
    return [
      ...this.item(ended, 'activity', values.count, values.until),
      ...this.item(ended, 'comment_bans', bans.length, endless ? undefined : new Date(lastBan)),
    ];
  }

  private item(
    { run: { locale } }: EndedRun,
    collection: 'activity' | 'comment_bans',
    count: number,
    until: Date | undefined,
  ): RetainedItem[] {
    if (count === 0) return [];
    const say = erasureWords(locale);
    const item: RetainedItem = {
      source: 'portal',
      collection,
      title: say(`security.${collection}`),
      categories: ['technical'],
      count,
      purpose: 'security',
      citation: say('citation.policy'),
    };
    return [until === undefined ? item : { ...item, until: until.toISOString() }];
  }
}
