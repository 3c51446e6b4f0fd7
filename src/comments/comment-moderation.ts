import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AuditAction } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { conflict, notFound } from '../platform/http/problem.js';
import { type BanOfficial } from './ban-desk.js';
import { type Comment, type CommentStatus } from './comment.js';
import { type HoldableComment, HeldComments } from './held-comments.js';
import { NOT_LEFT } from './left-comments.js';

interface Move {
  readonly to: CommentStatus;
  readonly event: AuditAction;
}

/** What admins do with comments. Nothing of it erases: requests, holds and retentions own that. */
const MOVES = {
  approve: { to: 'approved', event: 'comment.approved' },
  spam: { to: 'spam', event: 'comment.marked_spam' },
  trash: { to: 'trash', event: 'comment.trashed' },
  restore: { to: 'pending', event: 'comment.restored' },
} as const satisfies Readonly<Record<string, Move>>;

export type ModerationAct = keyof typeof MOVES;
export const MODERATION_ACTS = Object.keys(MOVES) as [ModerationAct, ...ModerationAct[]];

interface Found extends HoldableComment, Pick<Comment, 'status'> {
  readonly withdrawn: boolean;
}

/** Approves comments, marks them as spam, puts them into the trash, and takes them back out of both. */
@Injectable()
export class CommentModeration {
  constructor(
    private readonly database: DataSource,
    private readonly held: HeldComments,
    private readonly log: AuditLog,
  ) {}

  /**
   * Several at once: those that are there and can be moved are.
   * @returns how many were
   */
  async several(official: BanOfficial, act: ModerationAct, ids: readonly string[]): Promise<number> {
    return this.database.transaction(async (manager) => {
      const found = await this.lock(manager, ids);
      return this.move(
        manager,
        official,
        act,
        found.filter((one) => canMove(one, act)),
      );
    });
  }

  /**
   * One. Doing it twice is doing it once.
   * @throws Problem 404; 409 where its author has taken it back, or it is public and there is nothing to restore
   */
  async one(official: BanOfficial, act: ModerationAct, id: string): Promise<CommentStatus> {
    const { to } = MOVES[act];
    return this.database.transaction(async (manager) => {
      const [comment] = await this.lock(manager, [id]);
      if (comment === undefined) throw notFound();
      if (comment.status === to) return to;
      if (!canMove(comment, act))
        throw conflict(
          'wrong-state',
          'Its author has taken it back, or it is neither spam nor in the trash.',
        );
      await this.move(manager, official, act, [comment]);
      return to;
    });
  }

  private async move(
    manager: EntityManager,
    { accountId, origin }: BanOfficial,
    act: ModerationAct,
    comments: readonly Found[],
  ): Promise<number> {
    const { to, event } = MOVES[act];
    const actor = { type: 'account', id: accountId } as const;
    const ids = comments.map(({ id }) => id);
    // An answer of the spam check that is still to come is about nothing then.
    await manager.query(
      `UPDATE comment_checks SET round = round + 1,
         reasons = CASE WHEN $2 THEN '{}' ELSE array_remove(reasons, 'checking') END WHERE comment_id = ANY ($1)`,
      [ids, act === 'approve'],
    );
    for (const comment of comments) {
      await this.held.move(manager, comment, to, actor);
      await this.log.append(manager, {
        action: event,
        actor,
        detail: { comment: comment.id },
        values: { ip: origin.ip, userAgent: origin.userAgent },
      });
    }
    return ids.length;
  }

  /** Behind the gate of holds, in the order of their ids, so that two admins wait for each other and never in a ring. */
  private async lock(manager: EntityManager, ids: readonly string[]): Promise<Found[]> {
    await this.held.pass(manager);
    await manager.query('SELECT FROM comments WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [ids]);
    // Asked only now: what an author did with it while this waited is seen.
    return manager.query<Found[]>(
      `SELECT c.id, c.status, c.account_id AS "accountId", c.author_email AS "authorEmail",
              c.article_id AS "articleId", c.created_at AS "createdAt", coalesce('withdrawn' = ANY (k.reasons), false) AS withdrawn
     FROM comments c LEFT JOIN comment_checks k ON k.comment_id = c.id
     WHERE c.id = ANY ($1) AND c.status <> 'erased' AND ${NOT_LEFT} ORDER BY c.id`,
      [ids],
    );
  }
}

function canMove({ status, withdrawn }: Found, act: ModerationAct): boolean {
  if (status === MOVES[act].to || (act === 'restore' && status === 'approved')) return false;
  // What its author has taken back stays so.
  return !withdrawn;
}
