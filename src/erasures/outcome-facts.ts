import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Checkpoints } from '../audit/tree/checkpoints.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { ManualChecks } from '../requests/manual-checks.js';
import { type EndedRun } from './ended-run.js';
import { type ReceiptFacts, type SearchedItem } from './receipt.js';
import { erasureWords } from './words/words.js';

/** Gathers what a receipt says beside what became of rows. */
@Injectable()
export class OutcomeFacts {
  constructor(
    private readonly checks: ManualChecks,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly checkpoints: Checkpoints,
  ) {}

  async of(
    manager: EntityManager,
    ended: EndedRun,
  ): Promise<Omit<ReceiptFacts, 'outcome' | 'erased' | 'retained'>> {
    const { run, erasure } = ended;
    const madeAt = this.clock.now();
    const searched = await this.searched(manager, ended);
    return {
      reference: run.reference,
      site: this.config.siteName,
      locale: run.locale,
      regime: run.regime,
      receivedAt: run.receivedAt,
      startedAt: erasure.startedAt ?? madeAt,
      madeAt,
      checkpoint: (await this.checkpoints.latest(manager))?.note,
      statement: erasureWords(run.locale)('statement'),
      ...(searched.length === 0 ? {} : { searched }),
    };
  }

  /** Systems that are no databases, with what admins said of them. */
  private async searched(manager: EntityManager, { run }: EndedRun): Promise<SearchedItem[]> {
    const checks = await this.checks.of(manager, { id: run.requestId, kind: 'erasure' });
    return checks.flatMap(({ system, answer, goneBy }): SearchedItem[] => {
      const named = { system: system.id, title: system.title[run.locale] };
      if (goneBy !== undefined) return [{ ...named, outcome: 'expires', until: goneBy }];
      const { outcome, expiresOn: until } = answer ?? {};
      if (outcome === undefined || outcome === 'handed_over') return [];
      return [{ ...named, outcome, ...(until === undefined ? {} : { until }) }];
    });
  }
}
