import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/** True of a row `c` of comments that nobody's erasure hides: one that waits, or one that left rows to holds. */
export const NOT_HIDDEN = notHiddenBy('(h.before IS NULL OR c.created_at < h.before)');

/** True of a row `c` of comments that is not left to holds. To everybody else such a row is one that was erased. */
export const NOT_LEFT_TO_HOLDS = notHiddenBy('c.created_at < h.before');

/** Whose comments: an account's, and those that guests left under these addresses. */
export interface CommentAuthor {
  readonly accountIds: readonly string[];
  readonly addresses: readonly string[];
}

/** Keeps a person's comments from the public while their erasure waits or holds defer it. The comments themselves are not touched. */
@Injectable()
export class CommentHiding {
  /** @param before only comments written before: later ones under an address are somebody else's */
  async hide(
    manager: EntityManager,
    requestId: string,
    author: CommentAuthor,
    before?: { readonly accounts: Date; readonly addresses: Date },
  ): Promise<void> {
    await this.show(manager, [requestId]);
    await manager.query(
      `INSERT INTO comment_hiding (request_id, account_id, address, before)
       SELECT $1::uuid, a, NULL::text, $4::timestamptz FROM unnest($2::uuid[]) AS a
       UNION ALL SELECT $1::uuid, NULL::uuid, fold_address(a), $5::timestamptz FROM unnest($3::text[]) AS a`,
      [requestId, author.accountIds, author.addresses, before?.accounts ?? null, before?.addresses ?? null],
    );
  }

  /** Undoes what these requests hid. */
  async show(manager: EntityManager, requestIds: readonly string[]): Promise<void> {
    await manager.query('DELETE FROM comment_hiding WHERE request_id = ANY ($1)', [requestIds]);
  }
}

function notHiddenBy(which: string): string {
  return `
  NOT EXISTS (SELECT FROM comment_hiding h WHERE h.account_id = c.account_id AND ${which})
  AND NOT EXISTS (SELECT FROM comment_hiding h
    WHERE c.account_id IS NULL AND fold_address(h.address) = fold_address(c.author_email) AND ${which})`;
}
