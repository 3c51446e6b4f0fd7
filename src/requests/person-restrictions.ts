import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { conflict } from '../platform/http/problem.js';
import { samePerson } from './same-person.js';
import { type SubjectRequest } from './subject-request.js';

/** A restriction in force of the person whose erasure is asked for. */
export interface PersonRestriction {
  /** Of the request that brought it into force. */
  readonly reference: string;
  readonly since: Date;
  readonly liftAt: Date | null;
  /** It was asked for after the erasure, or at the same time: the person wants their data stored, and not erased. */
  readonly askedAfter: boolean;
}

type Erasure = Pick<SubjectRequest, 'id' | 'kind' | 'closedAt'>;

/** What restrictions in force mean for an erasure of the same person that is to be decided (GDPR, article 18(1) and (2)). */
@Injectable()
export class PersonRestrictions {
  constructor(private readonly database: DataSource) {}

  /** Those in force of whom the case is about, the oldest first; none for other kinds, and once the case is closed. */
  async of(
    { id, kind, closedAt }: Erasure,
    manager: EntityManager = this.database.manager,
  ): Promise<PersonRestriction[]> {
    if (kind !== 'erasure' || closedAt !== null) return [];
    return manager.query<PersonRestriction[]>(
      `SELECT r.reference, x.since, x.lift_at AS "liftAt", r.received_at >= e.received_at AS "askedAfter"
       FROM requests e JOIN request_subject s ON s.request_id = e.id
         JOIN request_subject o ON ${samePerson('s', 'o')}
         JOIN restrictions x ON x.request_id = o.request_id AND x.lifted_at IS NULL
         JOIN requests r ON r.id = x.request_id
       WHERE e.id = $1 ORDER BY x.since, r.id`,
      [id],
    );
  }

  /**
   * Erasing what a restriction keeps needs its person's consent, which an erasure is that they asked for since; one that
   * they asked for before is not. No restriction comes into force until the caller's transaction ends.
   * @throws Problem 409 `restricted-since`
   */
  async refuseEarlierWish(manager: EntityManager, request: Erasure): Promise<void> {
    if (request.kind !== 'erasure') return;
    await this.alone(manager);
    const later = (await this.of(request, manager)).find(({ askedAfter }) => askedAfter);
    if (later === undefined) return;
    throw conflict(
      'restricted-since',
      `The person asked for a restriction after this erasure, and it is in force (${later.reference}). End it, or let them ask for the erasure anew, before this is approved.`,
    );
  }

  /**
   * Nobody who erases at a terminal can tell whether the person asked for it.
   * @throws Problem 409 `restricted-since`
   */
  async refuseAny(manager: EntityManager, request: Erasure): Promise<void> {
    if (request.kind !== 'erasure') return;
    await this.alone(manager);
    const [first] = await this.of(request, manager);
    if (first === undefined) return;
    throw conflict(
      'restricted-since',
      `A restriction of this person is in force (${first.reference}): their data are only stored. Have it ended in the portal, or record there that they ask for the erasure.`,
    );
  }

  /**
   * An erasure that was decided keeps a restriction from coming into force: it goes on by itself, so its person takes it
   * back first. Of one that they were told is done nothing is said: what is left of it is nobody's any more. None is
   * decided until the caller's transaction ends.
   * @throws Problem 409 `erasure-under-way`
   */
  async refuseErasing(manager: EntityManager, requestId: string): Promise<void> {
    await this.alone(manager);
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM request_subject s
         JOIN request_subject o ON ${samePerson('s', 'o')}
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

  /** Of two that are decided at once, the second one sees what the first one did. */
  private async alone(manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('athar.requests.restrictions', 0))`);
  }
}
