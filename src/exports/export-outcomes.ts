import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { retention } from '../policy/retention.js';
import { type RequestRun, RequestRuns } from '../requests/request-runs.js';
import { personRef } from '../requests/request-subjects.js';
import { BuildOvertaken } from './build-progress.js';
import { type BundleSummary } from './bundle/bundle-writer.js';
import { BundleObjects } from './bundle-objects.js';
import { ExportRows } from './export-rows.js';

/** How a build begins and ends in the database. */
@Injectable()
export class ExportOutcomes {
  constructor(
    private readonly rows: ExportRows,
    private readonly objects: BundleObjects,
    private readonly runs: RequestRuns,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @returns the key to build under; from here on no earlier build of the request can finish */
  async begin(manager: EntityManager, run: RequestRun): Promise<string> {
    const key = await this.objects.begin(manager, run.requestId);
    await this.rows.begin(manager, run.requestId, run.availableFrom);
    return key;
  }

  /** @returns false where the build of this key was overtaken */
  progress(manager: EntityManager, key: string, done: number, total: number): Promise<boolean> {
    return this.rows.progress(manager, key, done, total);
  }

  /**
   * The bundle is whole: row, event, state and mail at once.
   * @returns false where the request was withdrawn meanwhile; the object then belongs to nothing
   * @throws BuildOvertaken where another build has taken over
   */
  async built(
    manager: EntityManager,
    run: RequestRun,
    key: string,
    summary: BundleSummary,
  ): Promise<boolean> {
    const builtAt = this.clock.now();
    const from = Math.max(builtAt.getTime(), run.availableFrom.getTime());
    const expiresAt = new Date(from + retention.bundle);
    if (!(await this.runs.ready(manager, run.requestId, expiresAt))) {
      await this.objects.release(manager, run.requestId);
      return false;
    }
    if (!(await this.objects.hold(manager, key))) throw new BuildOvertaken();
    await this.rows.built(manager, run.requestId, { ...summary, objectKey: key, builtAt, expiresAt });
    await this.log.append(manager, {
      action: 'export.built',
      actor: { type: 'system' },
      subject: personRef(run),
      reference: run.reference,
      detail: { records: summary.records, bytes: summary.bytes },
    });
    return true;
  }
}
