import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Origin } from '../platform/http/origin.js';
import { type AuditEntry, type PersonRef } from './audit-entry.js';
import { type AuditFilter, describeFilter } from './audit-filter.js';
import { AuditLog } from './audit-log.js';

/** Who asks the log, and from where. */
export interface Asker {
  readonly auditor: PersonRef;
  readonly origin: Origin;
}

/** Records that somebody asked the log something: each search and each export is an event itself. */
@Injectable()
export class AuditLooks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: AuditLog,
  ) {}

  searched(asker: Asker, filter: AuditFilter): Promise<void> {
    return this.dataSource.transaction((manager) => this.note(manager, asker, 'audit.searched', filter));
  }

  exported(asker: Asker, filter: AuditFilter): Promise<void> {
    return this.dataSource.transaction((manager) => this.note(manager, asker, 'audit.exported', filter));
  }

  /** In the caller's transaction. `detail`: what else is to be said of the question, without its values. */
  async note(
    manager: EntityManager,
    { auditor, origin }: Asker,
    action: 'audit.searched' | 'audit.exported',
    filter: AuditFilter,
    extra: AuditEntry['detail'] = {},
  ): Promise<void> {
    const { detail, values } = describeFilter(filter);
    await this.log.append(manager, {
      action,
      actor: auditor,
      detail: { ...detail, ...extra },
      values: { ...values, ...origin },
    });
  }
}
