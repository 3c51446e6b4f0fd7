import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { RequestClosing } from '../requests/request-closing.js';
import { Sources } from '../sources/sources.js';
import { casePeople } from './case-people.js';
import { type EndedRun } from './ended-run.js';
import { type RetainedItem } from './receipt.js';

/** The policy's own words for why (P24). */
const CITATION = 'P24';

/** What stays for the portal's security, whoever is erased: who failed to sign in from where, until its time is over. */
@Injectable()
export class SecurityItems {
  constructor(
    private readonly closing: RequestClosing,
    private readonly sources: Sources,
  ) {}

  /** In the transaction that ends the erasure, before the log forgets the person. */
  async of(manager: EntityManager, { run, subject }: EndedRun): Promise<RetainedItem[]> {
    const { count, until } = await this.closing.keptForSecurity(manager, run.requestId, casePeople(subject));
    if (count === 0) return [];
    const title = this.sources.mapped('portal')?.find(({ id }) => id === 'activity')?.title[run.locale];
    return [
      {
        source: 'portal',
        collection: 'activity',
        title: title ?? 'activity',
        categories: ['technical'],
        count,
        purpose: 'security',
        citation: CITATION,
        ...(until === undefined ? {} : { until: until.toISOString() }),
      },
    ];
  }
}
