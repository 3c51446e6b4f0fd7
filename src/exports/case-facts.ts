import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Checkpoints } from '../audit/tree/checkpoints.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { aboutFor } from '../policy/about.js';
import { PublishedPolicy } from '../policy/published-policy.js';
import { type ManualCheck, ManualChecks } from '../requests/manual-checks.js';
import { type RequestRun } from '../requests/request-runs.js';
import { type BundleFacts, type SearchedSystem } from './bundle/bundle-facts.js';

/** Gathers what the bundle of a case says about itself. */
@Injectable()
export class CaseFacts {
  constructor(
    private readonly database: DataSource,
    private readonly checks: ManualChecks,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly checkpoints: Checkpoints,
    private readonly policy: PublishedPolicy,
  ) {}

  async of({ requestId: id, reference, locale, regime }: RequestRun): Promise<BundleFacts> {
    const { siteName, zone } = this.config;
    const checks = await this.checks.of(this.database.manager, { id, kind: 'export' });
    return {
      reference,
      locale,
      madeAt: this.clock.now(),
      siteName,
      zone,
      about: aboutFor(locale, await this.policy.inForce(regime)),
      searched: checks.map(foundIn),
      checkpoint: (await this.checkpoints.latest())?.note,
    };
  }
}

/** What somebody found who searched a system for a copy; an answer that does not fit one is none. */
function foundIn({ system: { id, title }, answer, goneBy }: ManualCheck): SearchedSystem {
  const outcome = answer?.outcome;
  const found = outcome === 'nothing' || outcome === 'handed_over' ? outcome : 'not_searched';
  return { id, title, goneBy, outcome: found };
}
