import { Injectable } from '@nestjs/common';
import { type Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { parseDuration } from '../platform/config/config.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { conflict, notFound } from '../platform/http/problem.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { type AuditFilter, checkFilter } from './audit-filter.js';
import { AuditLooks, type Asker } from './audit-looks.js';
import { AUDIT_EXPORT_RETENTION } from './export-retention.js';

/** What a file of the log was made as. */
export type ExportFormat = 'ndjson' | 'csv';

/** A file that is being made, or was made, of what a search of the log found. */
export interface AuditExport {
  readonly id: string;
  readonly format: ExportFormat;
  readonly state: 'waiting' | 'running' | 'ready' | 'failed';
  /** Names of the filters that were used; what they held is not kept. */
  readonly filters: readonly string[];
  /** Unknown until the matches are counted. */
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  readonly bytes: number | null;
  /** In hex. */
  readonly sha256: string | null;
  readonly createdAt: Date;
  /** From then on nobody can fetch it. */
  readonly expiresAt: Date;
}

/** Files that one auditor may have at a time. */
const MOST = 5;
const KEPT = parseDuration(AUDIT_EXPORT_RETENTION) ?? 0;

/** Writes the file of an export. The payload names it; the filter lies sealed in its row. */
export const writeExport = defineJob<{ readonly exportId: string }>('audit.write_export', {
  attempts: 3,
  backoff: 10_000,
});

/** What the seal of a filter is bound to, beside the row's id. */
export const SEALED_FILTER = 'audit-export';

const COLUMNS = `id, format, state, filters, rows_total::float8 AS "rowsTotal", rows_done::float8 AS "rowsDone",
  bytes::float8 AS bytes, encode(sha256, 'hex') AS sha256, created_at AS "createdAt", expires_at AS "expiresAt"`;

export function exportKey(id: string): string {
  return `audit-exports/${id}`;
}

/** Files of the log, each for the auditor who asked for it and nobody else. Personal values are left out of them. */
@Injectable()
export class AuditExports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly jobs: Jobs,
    private readonly looks: AuditLooks,
  ) {}

  /** Begins a file; that it was asked for is recorded. @throws Problem 422 for a bad filter, 409 for one file too many */
  async ask(asker: Asker, format: ExportFormat, filter: AuditFilter): Promise<string> {
    const checked = checkFilter(filter);
    const accountId = asker.auditor.id;
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `audit.export ${accountId}`,
      ]);
      const now = this.clock.now();
      const [row] = await manager.query<{ id: string }[]>(
        `INSERT INTO audit_exports (account_id, format, state, filters, sealed, created_at, expires_at)
         SELECT $1, $2, 'waiting', $3, '\\x', $4, $5
         WHERE (SELECT count(*) FROM audit_exports WHERE account_id = $1 AND expires_at > $4) < ${MOST}
         RETURNING id`,
        [accountId, format, Object.keys(checked).sort(), now, new Date(now.getTime() + KEPT)],
      );
      if (row === undefined) {
        throw conflict('too-many-exports', `There may be ${MOST} files at a time; delete one first.`);
      }
      const sealed = this.sealer.seal(SEALED_FILTER, checked, row.id);
      await manager.query('UPDATE audit_exports SET sealed = $2 WHERE id = $1', [row.id, sealed]);
      await this.looks.note(manager, asker, 'audit.exported', checked, { format, masked: true });
      await this.jobs.enqueue(manager, writeExport, { exportId: row.id });
      return row.id;
    });
  }

  /** The newest first; as few as one auditor may have. */
  list(accountId: string): Promise<AuditExport[]> {
    return this.dataSource.query<AuditExport[]>(
      `SELECT ${COLUMNS} FROM audit_exports WHERE account_id = $1 AND expires_at > $2 ORDER BY id DESC`,
      [accountId, this.clock.now()],
    );
  }

  /** @throws Problem 404 for one that is over, or another auditor's */
  async one(accountId: string, id: string): Promise<AuditExport> {
    const [found] = await this.dataSource.query<AuditExport[]>(
      `SELECT ${COLUMNS} FROM audit_exports WHERE id = $1 AND account_id = $2 AND expires_at > $3`,
      [id, accountId, this.clock.now()],
    );
    if (found === undefined) throw notFound();
    return found;
  }

  /** Nobody can fetch the file any more; the sweep deletes it. @throws Problem 404 */
  async end(accountId: string, id: string): Promise<void> {
    await this.one(accountId, id);
    await this.dataSource.query(
      'UPDATE audit_exports SET expires_at = $3 WHERE id = $1 AND account_id = $2',
      [id, accountId, this.clock.now()],
    );
  }
}

/** The bytes of files that are ready. */
@Injectable()
export class AuditExportFiles {
  constructor(
    private readonly exports: AuditExports,
    private readonly store: ObjectStore,
  ) {}

  /** @throws Problem 404; 409 while it is being written */
  async open(
    accountId: string,
    id: string,
  ): Promise<{ readonly content: Readable; readonly bytes: number; readonly format: ExportFormat }> {
    const { state, bytes, format } = await this.exports.one(accountId, id);
    if (state !== 'ready' || bytes === null) throw conflict('not-ready', `The file is ${state}.`);
    return { content: await this.store.read(exportKey(id)), bytes, format };
  }
}
