import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type AgedRows, deleteAged, dueBy } from '../audit/aged-rows.js';
import { type PurgeRun } from '../audit/retention-rule.js';
import { type KeptFromPurge } from '../holds/purge-holds.js';
import { newToken, tokenHash } from '../platform/crypto/tokens.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { retention } from '../policy/retention.js';

/** Links that are out of date. */
export const OLD_LINKS: AgedRows<KeptFromPurge> = {
  table: 'request_tokens',
  over: `expires_at <= ${dueBy('$3')}`,
  free: 'request_id <> ALL ($1) AND id::text <> ALL ($2)',
  values: (kept, { ahead }) => [kept.requestIds, kept.recordIds, ahead],
};

/** Links in mails that open one request. A newer link does not void an older one. */
@Injectable()
export class RequestLinks {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @param lifetime in milliseconds, by the database's clock @returns the whole address; its last segment is the token */
  async make(manager: EntityManager, requestId: string, lifetime: number): Promise<string> {
    const token = newToken();
    await manager.query(
      `INSERT INTO request_tokens (token_hash, request_id, expires_at)
       VALUES ($1, $2, now() + $3 * interval '1 millisecond')`,
      [tokenHash(token), requestId, lifetime],
    );
    return this.address(token);
  }

  /** A link that shows the case, any number of times for as long as the case is kept, and changes nothing. */
  async makeFinal(manager: EntityManager, requestId: string): Promise<string> {
    const token = newToken();
    await manager.query('INSERT INTO request_tokens (token_hash, request_id, final) VALUES ($1, $2, true)', [
      tokenHash(token),
      requestId,
    ]);
    return this.address(token);
  }

  /**
   * As long as a case is kept that was closed when its person was told so: one that a hidden hold keeps open, or keeps from
   * being removed, is shown no longer.
   * @returns the request that a final link shows, or undefined where the token is not one's
   */
  async shows(manager: EntityManager, token: string): Promise<string | undefined> {
    const rows = await manager.query<{ request_id: string }[]>(
      `SELECT t.request_id FROM request_tokens t JOIN requests r ON r.id = t.request_id
       WHERE t.token_hash = $1 AND t.final AND (r.told = 'completed' AND r.told_at < $2) IS NOT TRUE`,
      [tokenHash(token), new Date(this.clock.now().getTime() - retention.closedRequest)],
    );
    return rows[0]?.request_id;
  }

  /** Whose case the link opens, undefined where it is unknown, used or out of date. Uses nothing up. */
  async peek(manager: EntityManager, token: string): Promise<string | undefined> {
    const rows = await manager.query<{ request_id: string }[]>(
      'SELECT request_id FROM request_tokens WHERE token_hash = $1 AND expires_at > now()',
      [tokenHash(token)],
    );
    return rows[0]?.request_id;
  }

  /** Uses the token up; under the lock of its case, as whoever voids links does. @returns false where it was used meanwhile */
  async redeem(manager: EntityManager, token: string): Promise<boolean> {
    // TypeORM gives a DELETE's rows with their count.
    const [, redeemed] = await manager.query<[unknown, number]>(
      'DELETE FROM request_tokens WHERE token_hash = $1 AND expires_at > now()',
      [tokenHash(token)],
    );
    return redeemed > 0;
  }

  /** All links into this case are void. */
  async drop(manager: EntityManager, requestId: string): Promise<void> {
    await manager.query('DELETE FROM request_tokens WHERE request_id = $1', [requestId]);
  }

  /** All links into these cases are void but those that only show them. */
  async dropAllButFinal(manager: EntityManager, requestIds: readonly string[]): Promise<void> {
    await manager.query('DELETE FROM request_tokens WHERE request_id = ANY ($1) AND NOT final', [requestIds]);
  }

  /** Deletes links that ran out unused. */
  deleteExpired(manager: EntityManager, kept: KeptFromPurge, run: PurgeRun): Promise<number> {
    return deleteAged(manager, OLD_LINKS, kept, run);
  }

  private address(token: string): string {
    return `${this.config.baseUrl}/requests/confirm/${token}`;
  }
}
