import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { type AgedRows, countAged } from './aged-rows.js';
import { exportKey } from './audit-exports.js';
import { Purges } from './purges.js';
import { freeRows, type PurgeRun, type Retaining } from './retention-rule.js';

const sweepExports = defineJob<Record<string, never>>('audit.sweep_exports', {
  attempts: 3,
  backoff: 60_000,
  every: 600_000,
});

/** An hour after its end nobody can still be writing a file, so that its deletion is the last. */
const SETTLED = 3_600_000;
const BATCH = 100;

const ENDED: AgedRows<undefined> = {
  table: 'audit_exports',
  over: 'expires_at <= $1',
  free: 'true',
  values: (_kept, { now }) => [now],
};

/**
 * Deletes files of the log whose time is over, and files and searches whose auditor is gone. A row stays until no writer can bring its object
 * back, and its object is deleted with each look until then.
 */
@Injectable()
@Handles(sweepExports)
export class ExportSweep implements JobHandler<Record<string, never>>, Retaining {
  readonly rules = [
    {
      name: 'audit_exports',
      due: async (manager: EntityManager, run: PurgeRun) =>
        freeRows((await countAged(manager, ENDED, undefined, run)).due),
    },
  ];

  constructor(
    private readonly dataSource: DataSource,
    private readonly purges: Purges,
    private readonly store: ObjectStore,
  ) {}

  async run(): Promise<void> {
    const run = this.purges.begin();
    const { now } = run;
    await this.dataSource.query(
      'UPDATE audit_exports SET expires_at = $1 WHERE account_id IS NULL AND expires_at > $1',
      [now],
    );
    await this.dataSource.query('DELETE FROM audit_searches WHERE account_id IS NULL');
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await this.dataSource.query<{ id: string }[]>(
        `SELECT id FROM audit_exports WHERE ${ENDED.over} AND id > $2 ORDER BY id LIMIT ${BATCH}`,
        [now, after],
      );
      for (const { id } of rows) {
        await this.store.delete(exportKey(id));
        await this.dataSource.transaction((manager) => this.drop(manager, run, id));
        after = id;
      }
      if (rows.length < BATCH) return;
    }
  }

  private async drop(manager: EntityManager, run: PurgeRun, id: string): Promise<void> {
    const settled = new Date(run.now.getTime() - SETTLED);
    const [, dropped] = await manager.query<[unknown, number]>(
      `DELETE FROM audit_exports WHERE ${ENDED.over} AND id = $2`,
      [...ENDED.values(undefined, { ...run, now: settled }), id],
    );
    await this.purges.note(manager, run, 'audit_exports', dropped);
  }
}
