import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { OfficeDesk, type Official } from './office-desk.js';

/** What an admin noted down about a case for the other admins. */
export interface CaseNote {
  readonly at: Date;
  /** User name; null once the account is gone. */
  readonly author: string | null;
  readonly body: string;
}

/** Notes of the office about cases. Their people never see them; they go with the case, as messages do. */
@Injectable()
export class RequestNotes {
  constructor(
    private readonly desk: OfficeDesk,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404; 403 `own-case` */
  async write(official: Official, reference: string, body: string): Promise<void> {
    await this.desk.act(official, reference, async (manager, request) => {
      await manager.query(
        'INSERT INTO request_notes (request_id, author, body, created_at) VALUES ($1, $2, $3, $4)',
        [request.id, official.accountId, body, this.clock.now()],
      );
      return { action: 'request.noted' };
    });
  }

  /** Oldest first. */
  of(manager: EntityManager, requestId: string): Promise<CaseNote[]> {
    return manager.query<CaseNote[]>(
      `SELECT n.created_at AS at, a.username AS author, n.body
       FROM request_notes n LEFT JOIN accounts a ON a.id = n.author WHERE n.request_id = $1 ORDER BY n.id`,
      [requestId],
    );
  }
}
