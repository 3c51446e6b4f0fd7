import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { CommentHiding } from '../comments/comment-hiding.js';
import { conflict } from '../platform/http/problem.js';
import { RequestPeople } from './request-people.js';

/** Whom a restriction is about, and what they wrote in the portal. */
@Injectable()
export class RestrictedPeople {
  constructor(
    private readonly people: RequestPeople,
    private readonly hiding: CommentHiding,
  ) {}

  /** Keeps their comments from the public that were written before. */
  async hide(manager: EntityManager, requestId: string, before: Date): Promise<void> {
    const { accountId, emails } = await this.people.reach(manager, requestId);
    const accountIds = accountId === undefined ? [] : [accountId];
    await this.hiding.hide(manager, requestId, { accountIds, addresses: emails }, before);
  }

  async show(manager: EntityManager, requestIds: readonly string[]): Promise<void> {
    await this.hiding.show(manager, requestIds);
  }

  /**
   * An erasure that was decided goes on by itself, so its person takes it back first. Of one that they were told is done
   * nothing is said: what is left of it is nobody's any more.
   * @throws Problem 409 `erasure-under-way`
   */
  async refuseErasing(manager: EntityManager, requestId: string): Promise<void> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM request_subject s
         JOIN request_subject o ON o.account_id = s.account_id OR o.person_id = s.person_id
         JOIN requests r ON r.id = o.request_id
       WHERE s.request_id = $1 AND r.kind = 'erasure' AND r.told IS DISTINCT FROM 'completed'
         AND r.state IN ('approved', 'scheduled', 'running', 'failed', 'deferred') LIMIT 1`,
      [requestId],
    );
    if (rows.length === 0) return;
    throw conflict(
      'erasure-under-way',
      'An erasure of this person’s data was decided and goes on by itself. It is stopped, or the person withdraws it, before anything is restricted.',
    );
  }
}
