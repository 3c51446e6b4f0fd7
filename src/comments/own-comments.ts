import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ArticleLine, PublishedArticles } from '../articles/published-articles.js';
import { Clock } from '../platform/clock/clock.js';
import { gone, notFound } from '../platform/http/problem.js';
import { retention } from '../policy/retention.js';
import { Comment } from './comment.js';
import { NOT_HIDDEN } from './comment-hiding.js';
import { CommentPasses } from './comment-passes.js';
import { NOT_LEFT } from './left-comments.js';

/** Who says that a comment is theirs: a member by the session, whoever posted it by the token they were given. */
export interface CommentAsker {
  readonly accountId?: string;
  readonly token?: string;
}

/** A comment of somebody's own, while they can change it. */
export interface OwnComment {
  readonly comment: Comment;
  readonly article: Pick<ArticleLine, 'slug' | 'title'>;
  readonly until: Date;
}

/** Finds comments for their authors. Times are the portal's own throughout: what a comment was written at is. */
@Injectable()
export class OwnComments {
  constructor(
    private readonly database: DataSource,
    private readonly articles: PublishedArticles,
    private readonly passes: CommentPasses,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404, 410 as `open` */
  async look(id: string, asker: CommentAsker): Promise<OwnComment> {
    const comment = await this.open(this.database.manager, id, asker);
    const article = await this.articles.named(comment.articleId);
    return { comment, article, until: this.until(comment) };
  }

  /** Until when its author can change it. */
  until({ createdAt }: Comment): Date {
    return new Date(createdAt.getTime() + retention.commentEdit);
  }

  /** Ids of what a member wrote so lately that it can still be changed. */
  async recent(accountId: string): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ id: string }[]>(
      'SELECT id FROM comments WHERE account_id = $1 AND created_at > $2 ORDER BY id DESC LIMIT 200',
      [accountId, new Date(this.clock.now().getTime() - retention.commentEdit)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * @param lock until the caller's transaction ends
   * @throws Problem 404 for one that is not theirs, or is erased, hidden, left to holds, put away or taken back;
   * 410 `edit-time-over`
   */
  async open(manager: EntityManager, id: string, asker: CommentAsker, lock = false): Promise<Comment> {
    const query = manager
      .createQueryBuilder(Comment, 'c')
      .where(`c.id = :id AND c.status IN ('pending', 'approved', 'spam')`, { id })
      .andWhere(NOT_LEFT)
      .andWhere(NOT_HIDDEN);
    const comment = await (lock ? query.setLock('pessimistic_write') : query).getOne();
    if (comment === null || !this.isTheirs(comment, asker)) throw notFound();
    if (this.until(comment) <= this.clock.now())
      throw gone('edit-time-over', 'The time in which this comment could be changed is over.');
    return comment;
  }

  private isTheirs({ id, accountId }: Comment, asker: CommentAsker): boolean {
    const byAccount = asker.accountId !== undefined && asker.accountId === accountId;
    return byAccount || (asker.token !== undefined && this.passes.fits(id, asker.token));
  }
}
