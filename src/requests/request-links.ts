import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { newToken, tokenHash } from '../platform/crypto/tokens.js';
import { Config } from '../platform/config/config.js';

/** Links in mails that open one request. A newer link does not void an older one. */
@Injectable()
export class RequestLinks {
  constructor(private readonly config: Config) {}

  /** @param lifetime in milliseconds, by the database's clock @returns the whole address; its last segment is the token */
  async make(manager: EntityManager, requestId: string, lifetime: number): Promise<string> {
    const token = newToken();
    await manager.query(
      `INSERT INTO request_tokens (token_hash, request_id, expires_at)
       VALUES ($1, $2, now() + $3 * interval '1 millisecond')`,
      [tokenHash(token), requestId, lifetime],
    );
    return `${this.config.baseUrl}/requests/confirm/${token}`;
  }

  /** Uses the token up. @returns the request's id, or undefined where the link is unknown, used or out of date */
  async redeem(manager: EntityManager, token: string): Promise<string | undefined> {
    // TypeORM gives a DELETE's rows with their count.
    const [rows] = await manager.query<[{ request_id: string }[], number]>(
      'DELETE FROM request_tokens WHERE token_hash = $1 AND expires_at > now() RETURNING request_id',
      [tokenHash(token)],
    );
    return rows[0]?.request_id;
  }

  /** All links into this case are void. */
  async drop(manager: EntityManager, requestId: string): Promise<void> {
    await manager.query('DELETE FROM request_tokens WHERE request_id = $1', [requestId]);
  }

  /** Deletes links that ran out unused. */
  async deleteExpired(manager: EntityManager): Promise<void> {
    await manager.query('DELETE FROM request_tokens WHERE expires_at <= now()');
  }
}
