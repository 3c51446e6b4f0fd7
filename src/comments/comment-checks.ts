import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/**
 * Why a comment waits for an admin, in the order in which they are told. That its address is banned is not written down:
 * it is looked up when an admin looks, and enters nobody's copy.
 */
export const WAIT_REASONS = [
  'first_comment',
  'links',
  'blocked_word',
  'flood',
  'checking',
  'spam_service',
  'spam_unanswered',
  'withdrawn',
] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** What the spam check has to say of a comment. */
export const SPAM_REASONS: readonly WaitReason[] = ['checking', 'spam_service', 'spam_unanswered'];

/** Why a comment waits, and for which of its texts that was found out. */
export interface CommentCheck {
  readonly reasons: readonly WaitReason[];
  readonly round: number;
}

/** The room's table of reasons. */
@Injectable()
export class CommentChecks {
  async of(manager: EntityManager, commentId: string): Promise<CommentCheck> {
    const rows = await manager.query<CommentCheck[]>(
      'SELECT reasons, round FROM comment_checks WHERE comment_id = $1',
      [commentId],
    );
    return rows[0] ?? { reasons: [], round: 0 };
  }

  async set(manager: EntityManager, commentId: string, { reasons, round }: CommentCheck): Promise<void> {
    await manager.query(
      `INSERT INTO comment_checks (comment_id, reasons, round) VALUES ($1, $2, $3)
       ON CONFLICT (comment_id) DO UPDATE SET reasons = excluded.reasons, round = excluded.round`,
      [commentId, reasons, round],
    );
  }
}
