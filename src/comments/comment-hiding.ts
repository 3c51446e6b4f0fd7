import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/** True of a row `c` of comments that no waiting erasure and no restriction hides. */
export const NOT_HIDDEN = `
  NOT EXISTS (SELECT FROM comment_hiding h
    WHERE h.account_id = c.account_id AND (h.before IS NULL OR c.created_at < h.before))
  AND NOT EXISTS (SELECT FROM comment_hiding h
    WHERE c.account_id IS NULL AND fold_address(h.address) = fold_address(c.author_email)
      AND (h.before IS NULL OR c.created_at < h.before))`;

/** Whose comments: an account's, and those that guests left under these addresses. */
export interface CommentAuthor {
  readonly accountIds: readonly string[];
  readonly addresses: readonly string[];
}

/**
 * Keeps a person's comments from the public while their erasure waits, or a restriction is in force. The comments
 * themselves are not touched.
 */
@Injectable()
export class CommentHiding {
  /** @param before only comments written before; all, where left out */
  async hide(manager: EntityManager, requestId: string, author: CommentAuthor, before?: Date): Promise<void> {
    await this.show(manager, [requestId]);
    await manager.query(
      `INSERT INTO comment_hiding (request_id, account_id, address, before)
       SELECT $1::uuid, a, NULL::text, $4::timestamptz FROM unnest($2::uuid[]) AS a
       UNION ALL SELECT $1::uuid, NULL::uuid, fold_address(a), $4 FROM unnest($3::text[]) AS a`,
      [requestId, author.accountIds, author.addresses, before ?? null],
    );
  }

  /** Whether a comment is hidden now: it is kept and used for nothing then. */
  async hides(manager: EntityManager, commentId: string): Promise<boolean> {
    const shown = await manager.query<unknown[]>(
      `SELECT 1 FROM comments c WHERE c.id = $1 AND ${NOT_HIDDEN}`,
      [commentId],
    );
    return shown.length === 0;
  }

  /** Undoes what these requests hid. */
  async show(manager: EntityManager, requestIds: readonly string[]): Promise<void> {
    await manager.query('DELETE FROM comment_hiding WHERE request_id = ANY ($1)', [requestIds]);
  }
}
