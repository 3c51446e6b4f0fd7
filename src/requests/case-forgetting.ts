import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditPseudonyms } from '../audit/audit-pseudonyms.js';
import { Outbox } from '../platform/mail/outbox.js';
import { RequestLinks } from './request-links.js';
import { RequestSubjects } from './request-subjects.js';

/** Forgets who is behind a case and keeps the case. */
@Injectable()
export class CaseForgetting {
  constructor(
    private readonly subjects: RequestSubjects,
    private readonly links: RequestLinks,
    private readonly outbox: Outbox,
    private readonly pseudonyms: AuditPseudonyms,
  ) {}

  /** Also unsent mails go, and what the log holds of a guest: write the case's last event before, under the lock of the case. */
  async forget(manager: EntityManager, requestId: string): Promise<void> {
    await this.subjects.delete(manager, requestId);
    await manager.query('DELETE FROM request_messages WHERE request_id = $1', [requestId]);
    await manager.query('DELETE FROM request_notes WHERE request_id = $1', [requestId]);
    await this.links.drop(manager, requestId);
    await this.outbox.discard(manager, { requestId });
    await this.pseudonyms.forget(manager, [{ type: 'request', id: requestId }]);
  }
}
