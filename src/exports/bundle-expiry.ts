import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type DueRows, type PurgeRun } from '../audit/retention-rule.js';
import { PurgeHolds } from '../holds/purge-holds.js';
import { RequestRuns } from '../requests/request-runs.js';
import { personRef, RequestSubjects } from '../requests/request-subjects.js';
import { SubjectRequest } from '../requests/subject-request.js';
import { BundleObjects } from './bundle-objects.js';
import { ExportRows, OLD_BUNDLES } from './export-rows.js';

/** Ends a bundle whose time is over. A request that nobody came for expires with it. */
@Injectable()
export class BundleExpiry {
  constructor(
    private readonly rows: ExportRows,
    private readonly objects: BundleObjects,
    private readonly runs: RequestRuns,
    private readonly subjects: RequestSubjects,
    private readonly log: AuditLog,
    private readonly holds: PurgeHolds,
  ) {}

  /** Requests whose bundle is to be ended, but for bundles that a legal hold keeps. */
  async due(manager: EntityManager, now: Date, limit: number): Promise<string[]> {
    return this.rows.due(manager, now, limit, await this.holds.pass(manager, 'bundles'));
  }

  /** What a run would find. @param unseen ids of holds that are not to be told of */
  outlook(manager: EntityManager, run: PurgeRun, unseen: readonly string[]): Promise<DueRows> {
    return this.holds.due(manager, ['bundles'], OLD_BUNDLES, run, unseen);
  }

  /**
   * In the caller's transaction; afterwards nobody can fetch the bundle. Its object is to be deleted unless a legal hold
   * keeps it (I2).
   * @returns whether there was one that is gone now
   */
  async expire(manager: EntityManager, requestId: string): Promise<boolean> {
    const kept = await this.holds.pass(manager, 'bundles');
    // Locks the request before any other row, as every change of a bundle does.
    await this.runs.expire(manager, requestId);
    if (await this.rows.isKept(manager, requestId, kept)) return false;
    await this.objects.release(manager, requestId);
    if (!(await this.rows.drop(manager, requestId))) return false;
    const request = await manager.findOneByOrFail(SubjectRequest, { id: requestId });
    const subject = await this.subjects.find(manager, requestId);
    await this.log.append(manager, {
      action: 'export.expired',
      actor: { type: 'system' },
      subject: subject && personRef(subject),
      reference: request.reference,
    });
    return true;
  }
}
