import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { OfficeDesk, type Official } from '../requests/office-desk.js';
import { RequestRuns } from '../requests/request-runs.js';
import { markStep } from '../sources/source-steps.js';
import { type ErasurePlan } from './erasure-plan.js';
import { ErasurePlanning } from './erasure-planning.js';
import { ErasureRows } from './erasure-rows.js';
import { scopeOf } from './erasure-scope.js';

/** The dry run as admins see and approve it. */
export interface ShownPlan extends ErasurePlan {
  readonly plannedAt: Date;
}

/** Makes plans of requests, and keeps the one that is approved. */
@Injectable()
export class ErasurePlans {
  constructor(
    private readonly database: DataSource,
    private readonly runs: RequestRuns,
    private readonly rows: ErasureRows,
    private readonly planning: ErasurePlanning,
    private readonly clock: Clock,
    private readonly desk: OfficeDesk,
  ) {}

  /**
   * A fresh dry run. Until somebody has approved the erasure it is the plan that an approval is for; from then on that one
   * stays: everybody approves the same, and the run is measured by it.
   * @throws Problem 404; 403 for the admin’s own case; 409 for a request of another kind, and for one that was made
   * in another person's place; SourceUnavailable
   */
  async look(official: Official, reference: string): Promise<ShownPlan> {
    const request = await this.runs.ofErasure(reference);
    const erasure = await this.rows.ofRequest(this.database.manager, request.requestId);
    const { emails, addresses, notTheirs } = request;
    const known = erasure.subject ?? { emails, addresses, known: {}, notTheirs };
    const subject = await this.planning.apart(known, erasure.id);
    const plan = await this.planning.plan(subject, scopeOf(request.scope, erasure));
    const plannedAt = this.clock.now();
    await this.desk.act(official, reference, async (manager, locked) => {
      // Looked at under the lock: an approval that came meanwhile is for the plan that was there before.
      if (this.runs.isUndecided(locked) && locked.approvals === 0)
        await this.rows.keepPlan(manager, erasure.id, plan, plannedAt);
      const sources = plan.collections.map(({ source }) => source);
      await markStep(manager, 'planned', sources, plannedAt);
      return { action: 'erasure.planned', detail: { collections: plan.collections.length } };
    });
    return { ...plan, plannedAt };
  }

  /** The plan that the next approval is for. @throws as `look` does */
  async toApprove(official: Official, reference: string, approvals: number): Promise<ShownPlan> {
    const plan = await this.look(official, reference);
    if (approvals === 0) return plan;
    const { requestId } = await this.runs.ofErasure(reference);
    return (await this.kept(requestId)) ?? plan;
  }

  /** The plan that was made last and is kept; undefined before the first look. */
  async kept(requestId: string): Promise<ShownPlan | undefined> {
    const { plan, plannedAt } = (await this.rows.find(this.database.manager, requestId)) ?? {};
    return plan && plannedAt && { ...plan, plannedAt };
  }

  /** How far the erasure is, in rows; undefined before it begins. Rows that are kept are worked through as well. */
  async progress(requestId: string): Promise<{ readonly done: number; readonly total: number } | undefined> {
    return this.rows.progress(this.database.manager, requestId);
  }

  /** Makes sure that there is a plan to approve. Does nothing for requests of other kinds. */
  async ensure(official: Official, reference: string): Promise<void> {
    const request = await this.runs.findErasure(reference);
    if (request === undefined) return;
    const erasure = await this.rows.find(this.database.manager, request.requestId);
    if (erasure?.plan === undefined) await this.look(official, reference);
  }
}
