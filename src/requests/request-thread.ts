import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';

/** A message between the person and the office. */
export interface CaseMessage {
  readonly at: Date;
  readonly author: 'person' | 'office';
  readonly body: string;
}

/** The messages of cases. They go with the case. */
@Injectable()
export class RequestThread {
  constructor(private readonly clock: Clock) {}

  /** Oldest first. */
  async of(manager: EntityManager, requestId: string): Promise<CaseMessage[]> {
    return manager.query<CaseMessage[]>(
      'SELECT created_at AS at, author, body FROM request_messages WHERE request_id = $1 ORDER BY id',
      [requestId],
    );
  }

  async add(
    manager: EntityManager,
    requestId: string,
    author: CaseMessage['author'],
    body: string,
  ): Promise<CaseMessage> {
    const at = this.clock.now();
    await manager.query(
      'INSERT INTO request_messages (request_id, author, body, created_at) VALUES ($1, $2, $3, $4)',
      [requestId, author, body, at],
    );
    return { at, author, body };
  }
}
