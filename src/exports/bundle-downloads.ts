import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Origin } from '../platform/http/origin.js';
import { RequestRuns } from '../requests/request-runs.js';
import { personRef, RequestSubjects } from '../requests/request-subjects.js';
import { ExportRows } from './export-rows.js';

export interface Download {
  readonly requestId: string;
  readonly reference: string;
  readonly actor: Actor;
  readonly origin: Origin;
  /** The whole file was sent, in one answer. */
  readonly full: boolean;
  /** Bytes that left. */
  readonly bytes: number;
}

/** Keeps account of what was fetched. */
@Injectable()
export class BundleDownloads {
  constructor(
    private readonly database: DataSource,
    private readonly rows: ExportRows,
    private readonly runs: RequestRuns,
    private readonly subjects: RequestSubjects,
    private readonly log: AuditLog,
  ) {}

  /** Records a download, whole or in part; the first whole one completes the request. */
  async record(download: Download): Promise<void> {
    const { requestId, reference, actor, origin, full, bytes } = download;
    await this.database.transaction(async (manager) => {
      // Before the row of the bundle, since it locks the request: always in this order.
      if (full) await this.runs.complete(manager, requestId);
      await this.rows.countDownload(manager, requestId);
      const subject = await this.subjects.find(manager, requestId);
      await this.log.append(manager, {
        action: 'export.downloaded',
        actor,
        subject: subject && personRef(subject),
        reference,
        detail: { full, bytes },
        values: { ...origin },
      });
    });
  }
}
