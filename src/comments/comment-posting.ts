import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { PublishedArticles } from '../articles/published-articles.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { type Origin } from '../platform/http/origin.js';
import { invalidField } from '../platform/http/problem.js';
import { Comment } from './comment.js';
import { authorOf } from './comment-author.js';
import { type CommentForm } from './comment-fields.js';
import { NOT_HIDDEN } from './comment-hiding.js';
import { CommentLimits } from './comment-limits.js';
import { CommentRuling } from './comment-ruling.js';
import { leftOf } from './left-comments.js';

/** Who posts, and from where. */
export interface Commenter {
  /** Absent for a guest. */
  readonly accountId?: string;
  readonly origin: Origin;
}

/** Takes comments from members and guests. */
@Injectable()
export class CommentPosting {
  constructor(
    private readonly database: DataSource,
    private readonly articles: PublishedArticles,
    private readonly ruling: CommentRuling,
    private readonly limits: CommentLimits,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * A known approved commenter's next comment appears at once, anybody else's waits for an admin (P17), and so does a
   * banned one's, who is told nothing else.
   * @throws Problem 401 where the account was closed meanwhile; 404 for an unknown article; 422 where a guest leaves name or address out, or the parent is elsewhere; 429
   */
  async post(slug: string, form: CommentForm, commenter: Commenter): Promise<Comment> {
    const { accountId, origin } = commenter;
    const flooding = await this.limits.take(origin, { accountId, email: form.email });
    const article = await this.articles.one(slug);
    return this.database.transaction(async (manager) => {
      await this.checkParent(manager, article.id, form.parentId);
      const comment = manager.create(Comment, {
        id: uuidv7(),
        articleId: article.id,
        parentId: form.parentId ?? null,
        ...(await authorOf(manager, form, accountId)),
        body: form.body,
        ip: origin.ip ?? null,
        userAgent: origin.userAgent ?? null,
        status: 'pending',
        createdAt: this.clock.now(),
      });
      comment.status = await this.ruling.first(manager, comment, flooding ? ['flood'] : []);
      await this.log.append(manager, {
        action: 'comment.posted',
        actor: accountId === undefined ? { type: 'anonymous' } : { type: 'account', id: accountId },
        detail: { status: comment.status },
      });
      return comment;
    });
  }

  private async checkParent(
    manager: EntityManager,
    articleId: string,
    parentId: string | undefined,
  ): Promise<void> {
    if (parentId === undefined) return;
    // Locked, so that it is there when its answer is written. Nobody can tell by answering one whether it was erased, is left to holds or hidden.
    const found = await manager.query<unknown[]>(
      `SELECT 1 FROM comments c LEFT JOIN LATERAL ${leftOf('c')} ON true
       WHERE id = $1 AND article_id = $2 AND status = 'approved' AND coalesce(l.detached, ${NOT_HIDDEN})
       FOR KEY SHARE OF c`,
      [parentId, articleId],
    );
    if (found.length === 0) throw invalidField('/parentId', 'There is no such comment under this article.');
  }
}
