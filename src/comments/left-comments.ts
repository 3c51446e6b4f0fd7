import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/**
 * One row `l`, to be joined laterally to a row of comments: `detached` is null of a comment that no erasure left to holds;
 * false of one that is erased to everybody, true of one whose author is.
 */
export function leftOf(comment: string): string {
  return `(SELECT bool_and(detached) AS detached FROM left_comments WHERE comment_id = ${comment}.id) l`;
}

/** True of a row `c` of comments that no erasure left to holds: the others are nobody's. */
export const NOT_LEFT = 'NOT EXISTS (SELECT FROM left_comments l WHERE l.comment_id = c.id)';

/** What the person chose for their comments. */
export type CommentChoice = 'delete' | 'detach';

/**
 * Comments that an erasure left to holds or retentions. To everybody they are as it would have made them, until it is over;
 * the comments themselves are not touched.
 */
@Injectable()
export class LeftComments {
  async add(
    manager: EntityManager,
    erasureId: string,
    commentIds: readonly string[],
    choice: CommentChoice,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO left_comments (comment_id, article_id, erasure_id, detached)
       SELECT id, c.article_id, $1, $3 FROM unnest($2::uuid[]) AS id LEFT JOIN comments c USING (id)
       ON CONFLICT DO NOTHING`,
      [erasureId, commentIds, choice === 'detach'],
    );
  }

  /** All that closed accounts have. */
  async addOfAccounts(
    manager: EntityManager,
    erasureId: string,
    accountIds: readonly string[],
    choice: CommentChoice,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO left_comments (comment_id, article_id, erasure_id, detached)
       SELECT id, article_id, $1, $3 FROM comments WHERE account_id = ANY ($2::uuid[]) ON CONFLICT DO NOTHING`,
      [erasureId, accountIds, choice === 'detach'],
    );
  }

  /** The erasure is over, or was taken back: its comments are what they are. */
  async forget(manager: EntityManager, erasureId: string): Promise<void> {
    await manager.query('DELETE FROM left_comments WHERE erasure_id = $1', [erasureId]);
  }
}
