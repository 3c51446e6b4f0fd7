import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { type ErasureRun } from '../requests/request-runs.js';
import { ErasureCounts } from './erasure-counts.js';
import { ErasureStopped } from './erasure-failure.js';
import { allRows, exceeds, unreachableSources } from './erasure-plan.js';
import { ErasurePlanning } from './erasure-planning.js';
import { type Erasure, type SealedSubject } from './erasure.js';
import { ErasureRows } from './erasure-rows.js';
import { RemoteRecovery } from './remote-recovery.js';
import { scopeOf } from './erasure-scope.js';

/** An erasure whose first row may go now. */
export interface PreparedErasure {
  readonly erasure: Erasure;
  readonly subject: SealedSubject;
}

/** Everything that comes before the first row goes: whom to erase is written down, and the plan still fits. */
@Injectable()
export class ErasurePreparation {
  constructor(
    private readonly database: DataSource,
    private readonly rows: ErasureRows,
    private readonly planning: ErasurePlanning,
    private readonly counts: ErasureCounts,
    private readonly clock: Clock,
    private readonly recovery: RemoteRecovery,
  ) {}

  /**
   * What a run before had learnt about the person stays known: the rows that taught it may be gone.
   * @throws ErasureStopped where there is no address, a source cannot be erased in, or there is more than was approved
   */
  async prepare(run: ErasureRun): Promise<PreparedErasure> {
    const { manager } = this.database;
    // Taken before the search, so that all that the search has found was found later.
    const now = this.clock.now();
    const erasure = await this.rows.ofRequest(manager, run.requestId);
    const startedAt = erasure.startedAt ?? now;
    const subject = await this.subjectOf(run, erasure);
    const scope = scopeOf(run.scope, erasure);
    const { reference, person } = run;
    // Rows that an earlier try erased are counted before the rest is measured by the plan.
    await this.recovery.recover({ erasureId: erasure.id, subject, reference, person }, scope);
    const plan = await this.planning.plan(subject, scope);
    const unreachable = unreachableSources(plan);
    if (unreachable.length > 0) {
      throw new ErasureStopped('source-read-only', { sources: unreachable.join(', ') });
    }
    const done = await this.counts.of(manager, erasure.id);
    if (erasure.plan !== undefined && exceeds(plan, erasure.plan, done)) {
      await this.rows.keepPlan(manager, erasure.id, plan, this.clock.now());
      throw new ErasureStopped('plan-exceeded');
    }
    const rowsTotal = (await this.counts.done(manager, erasure.id)) + allRows(plan);
    await this.database.transaction((inside) =>
      this.rows.begin(inside, erasure.id, subject, startedAt, rowsTotal),
    );
    return { erasure: { ...erasure, plan: erasure.plan ?? plan, startedAt, rowsTotal }, subject };
  }

  private async subjectOf(run: ErasureRun, erasure: Erasure): Promise<SealedSubject> {
    const known = erasure.subject;
    if (known === undefined && run.emails.length === 0) {
      throw new ErasureStopped('no-address');
    }
    const subject: SealedSubject = {
      emails: [...new Set([...(known?.emails ?? []), ...run.emails])],
      addresses: [...new Set([...(known?.addresses ?? []), ...run.addresses])],
      known: known?.known ?? {},
      // Whatever an earlier run took for somebody else's stays so.
      notTheirs: known === undefined ? run.notTheirs : known.notTheirs,
    };
    const apart = await this.planning.apart(subject, erasure.id);
    return this.planning.learn(apart, scopeOf(run.scope, erasure));
  }
}
