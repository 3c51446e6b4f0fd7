import { Injectable } from '@nestjs/common';
import { pipeline } from 'node:stream/promises';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { parseDuration } from '../platform/config/config.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { type ExportFormat, exportKey, SEALED_FILTER, writeExport } from './audit-exports.js';
import { type AuditFilter } from './audit-filter.js';
import { AuditSearch } from './audit-search.js';
import { AUDIT_EXPORT_RETENTION } from './export-retention.js';
import { RowMeter } from './row-meter.js';

type Payload = { readonly exportId: string };

const KEPT = parseDuration(AUDIT_EXPORT_RETENTION) ?? 0;

/** Writes files of the log into the object store. One that dies half-way is written anew: the store shows none in part. */
@Injectable()
@Handles(writeExport)
export class ExportWriting implements JobHandler<Payload> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly audit: AuditSearch,
    private readonly store: ObjectStore,
  ) {}

  async run(task: TaskRun<Payload>): Promise<void> {
    const { exportId } = task.payload;
    const begun = await this.begin(exportId);
    if (begun === undefined) return;
    const filter = this.sealer.open(SEALED_FILTER, begun.sealed, exportId) as AuditFilter;
    const total = await this.audit.count(filter);
    await this.dataSource.query('UPDATE audit_exports SET rows_total = $2 WHERE id = $1', [exportId, total]);
    const meter = new RowMeter(begun.format, (rows) => void this.tell(exportId, rows));
    const events = await this.audit.stream(filter, begun.format, { masked: true });
    const written = await Promise.allSettled([
      pipeline(events, meter, { signal: task.signal }),
      this.store.put(exportKey(exportId), meter),
    ]);
    const failed = written.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    await this.dataSource.transaction(async (manager) => {
      await this.end(manager, exportId, meter);
      await task.finish(manager);
    });
  }

  async gaveUp({ exportId }: Payload, manager: EntityManager): Promise<void> {
    await manager.query(`UPDATE audit_exports SET state = 'failed', sealed = NULL WHERE id = $1`, [exportId]);
  }

  private async begin(
    id: string,
  ): Promise<{ readonly format: ExportFormat; readonly sealed: Buffer } | undefined> {
    const [rows] = await this.dataSource.query<[{ format: ExportFormat; sealed: Buffer }[], number]>(
      `UPDATE audit_exports SET state = 'running', rows_done = 0
       WHERE id = $1 AND state IN ('waiting', 'running') AND expires_at > $2 RETURNING format, sealed`,
      [id, this.clock.now()],
    );
    return rows[0];
  }

  /** For people who watch: a note that is lost stops nothing. */
  private async tell(id: string, rows: number): Promise<void> {
    await this.dataSource
      .query(`UPDATE audit_exports SET rows_done = $2 WHERE id = $1 AND state = 'running'`, [id, rows])
      .catch(() => undefined);
  }

  /** One that its auditor ended meanwhile stays ended, and the sweep deletes it. */
  private async end(manager: EntityManager, id: string, meter: RowMeter): Promise<void> {
    const now = this.clock.now();
    await manager.query(
      `UPDATE audit_exports SET state = 'ready', sealed = NULL, rows_done = $2, rows_total = $2, bytes = $3, sha256 = $4,
         expires_at = CASE WHEN expires_at > $5 THEN $6 ELSE expires_at END
       WHERE id = $1`,
      [id, meter.rows, meter.bytes, meter.digest(), now, new Date(now.getTime() + KEPT)],
    );
  }
}
