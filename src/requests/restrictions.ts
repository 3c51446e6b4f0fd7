import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { OWN_REQUESTS } from './request-access.js';
import { type LiftedBy, type Restriction } from './restriction.js';
import { samePerson } from './same-person.js';
import { type SubjectRequest } from './subject-request.js';

/**
 * Cases of a person of whom a restriction is in force, as a condition on a request's `id`: they are what the person may need
 * to show what was decided, so none is removed by its age meanwhile.
 */
export const NOT_RESTRICTED = `NOT EXISTS (
  SELECT FROM restrictions x
    JOIN request_subject s ON s.request_id = x.request_id
    JOIN request_subject o ON ${samePerson('s', 'o')}
  WHERE x.lifted_at IS NULL AND o.request_id = requests.id)
  AND NOT EXISTS (SELECT FROM restrictions x WHERE x.lifted_at IS NULL AND x.request_id = requests.id)`;

interface Row {
  request_id: string;
  since: Date;
  placed_at: Date | null;
  lift_at: Date | null;
  reason: string | null;
  lifted_at: Date | null;
  lifted_by: LiftedBy | null;
}

/** One that is in force, by the request that asked for it. */
export interface RestrictionInForce {
  readonly reference: string;
  readonly since: Date;
  readonly liftAt: Date | null;
}

/** The table of restrictions: at most one a request. */
@Injectable()
export class Restrictions {
  async add(manager: EntityManager, requestId: string, since: Date): Promise<void> {
    await manager.query('INSERT INTO restrictions (request_id, since) VALUES ($1, $2)', [requestId, since]);
  }

  /** @returns undefined where the request brought none into force */
  async find(manager: EntityManager, requestId: string): Promise<Restriction | undefined> {
    const rows = await manager.query<Row[]>('SELECT * FROM restrictions WHERE request_id = $1', [requestId]);
    return rows[0] && read(rows[0]);
  }

  /** As `find`; only requests of one kind are looked for. */
  async of(
    manager: EntityManager,
    { id, kind }: Pick<SubjectRequest, 'id' | 'kind'>,
  ): Promise<Restriction | undefined> {
    return kind === 'restriction' ? this.find(manager, id) : undefined;
  }

  /** As `find`, locked until the caller's transaction ends. Lock the request before. */
  async lock(manager: EntityManager, requestId: string): Promise<Restriction | undefined> {
    const rows = await manager.query<Row[]>('SELECT * FROM restrictions WHERE request_id = $1 FOR UPDATE', [
      requestId,
    ]);
    return rows[0] && read(rows[0]);
  }

  /** Those in force of an account's own requests, the oldest first. */
  inForceOf(manager: EntityManager, accountId: string): Promise<RestrictionInForce[]> {
    return manager.query<RestrictionInForce[]>(
      `SELECT r.reference, x.since, x.lift_at AS "liftAt" FROM restrictions x JOIN requests r ON r.id = x.request_id
       WHERE x.lifted_at IS NULL AND x.request_id IN (${OWN_REQUESTS('$1')}) ORDER BY x.since, r.id`,
      [accountId],
    );
  }

  /** All is hidden that the portal hides. A restriction that was lifted meanwhile stays as it is. */
  async placed(manager: EntityManager, requestId: string, at: Date): Promise<void> {
    await manager.query(
      'UPDATE restrictions SET placed_at = coalesce(placed_at, $2) WHERE request_id = $1 AND lifted_at IS NULL',
      [requestId, at],
    );
  }

  /** It ends by itself at that time, or where null goes on. */
  async announce(
    manager: EntityManager,
    requestId: string,
    liftAt: Date | null,
    reason: string | null,
  ): Promise<void> {
    await manager.query('UPDATE restrictions SET lift_at = $2, reason = $3 WHERE request_id = $1', [
      requestId,
      liftAt,
      reason,
    ]);
  }

  /** @returns whether it was in force */
  async lift(manager: EntityManager, requestId: string, by: LiftedBy, at: Date): Promise<boolean> {
    const [, lifted] = await manager.query<[unknown, number]>(
      `UPDATE restrictions SET lifted_at = $3, lifted_by = $2 WHERE request_id = $1 AND lifted_at IS NULL`,
      [requestId, by, at],
    );
    return lifted > 0;
  }

  /** Whether its time has come, by the database's clock. */
  async isDue(manager: EntityManager, requestId: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'SELECT 1 FROM restrictions WHERE request_id = $1 AND lifted_at IS NULL AND lift_at <= clock_timestamp()',
      [requestId],
    );
    return rows.length > 0;
  }
}

function read(row: Row): Restriction {
  return {
    requestId: row.request_id,
    since: row.since,
    placedAt: row.placed_at ?? undefined,
    liftAt: row.lift_at ?? undefined,
    reason: row.reason ?? undefined,
    liftedAt: row.lifted_at ?? undefined,
    liftedBy: row.lifted_by ?? undefined,
  };
}
