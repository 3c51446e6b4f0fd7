import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type AuditEntry } from './audit-entry.js';

/** The way into the log. */
@Injectable()
export class AuditLog {
  /** Records the event in the caller's transaction: it commits with the change, or not at all (I4). */
  async append(_manager: EntityManager, _entry: AuditEntry): Promise<void> {
    throw new Error('not built yet');
  }
}
