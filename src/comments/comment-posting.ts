import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Account } from '../accounts/account.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { type Origin } from '../platform/http/origin.js';
import { invalidField } from '../platform/http/problem.js';
import { Article } from './article.js';
import { Bans } from './bans.js';

import { Comment, type CommentStatus } from './comment.js';
import { CommentReading } from './comment-reading.js';
import { leftOf, NOT_LEFT } from './left-comments.js';

/** What a reader fills in; name and address come from the account where they are signed in. */
export interface CommentForm {
  readonly body: string;
  readonly parentId?: string;
  readonly name?: string;
  readonly email?: string;
  readonly website?: string;
}

/** Takes comments from members and guests. */
@Injectable()
export class CommentPosting {
  constructor(
    private readonly database: DataSource,
    private readonly reading: CommentReading,
    private readonly bans: Bans,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * A known approved commenter's next comment appears at once, anybody else's waits for an admin (P17), and so does a
   * banned one's, who is told nothing else.
   * @throws Problem 404 for an unknown article; 422 where a guest leaves name or address out, or the parent is elsewhere
   */
  async post(
    slug: string,
    form: CommentForm,
    accountId: string | undefined,
    origin: Origin,
  ): Promise<Comment> {
    const article = await this.reading.article(slug);
    return this.database.transaction(async (manager) => {
      await this.checkParent(manager, article, form.parentId);
      const author = await authorOf(manager, form, accountId);
      const comment = manager.create(Comment, {
        id: uuidv7(),
        articleId: article.id,
        parentId: form.parentId ?? null,
        ...author,
        body: form.body,
        ip: origin.ip ?? null,
        userAgent: origin.userAgent ?? null,
        status: await this.statusFor(manager, author),
        createdAt: this.clock.now(),
      });
      await manager.insert(Comment, comment);
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
    article: Article,
    parentId: string | undefined,
  ): Promise<void> {
    if (parentId === undefined) return;
    // Nobody can tell by answering one whether it was erased or is left to holds.
    const found = await manager.query<unknown[]>(
      `SELECT 1 FROM comments c LEFT JOIN LATERAL ${leftOf('c')} ON true
       WHERE id = $1 AND article_id = $2 AND status = 'approved' AND l.detached IS NOT FALSE`,
      [parentId, article.id],
    );
    if (found.length === 0) throw invalidField('/parentId', 'There is no such comment under this article.');
  }

  private async statusFor(manager: EntityManager, author: Author): Promise<CommentStatus> {
    const { authorEmail } = author;
    const bans = await this.bans.of(manager, authorEmail === null ? [] : [authorEmail]);
    return (await isKnown(manager, author)) && bans.length === 0 ? 'approved' : 'pending';
  }
}

type Author = Pick<Comment, 'accountId' | 'authorName' | 'authorEmail' | 'authorWebsite'>;

async function authorOf(
  manager: EntityManager,
  form: CommentForm,
  accountId: string | undefined,
): Promise<Author> {
  if (accountId !== undefined) {
    // Whoever closes the account meanwhile waits, and then knows of this comment.
    const account = await manager.findOneOrFail(Account, {
      where: { id: accountId, closedAt: IsNull() },
      lock: { mode: 'pessimistic_read' },
    });
    return {
      accountId,
      authorName: account.displayName ?? account.username,
      authorEmail: account.email,
      authorWebsite: account.website,
    };
  }
  if (form.name === undefined) throw invalidField('/name', 'Give a name to show beside the comment.');
  if (form.email === undefined) throw invalidField('/email', 'Give your e-mail address; it is not shown.');
  return {
    accountId: null,
    authorName: form.name,
    authorEmail: form.email,
    authorWebsite: form.website ?? null,
  };
}

/** A guest is recognised by address and name together, as the policy's readers expect. */
async function isKnown(manager: EntityManager, author: Author): Promise<boolean> {
  const known = await manager.query<unknown[]>(
    author.accountId === null
      ? `SELECT 1 FROM comments c WHERE fold_address(author_email) = fold_address($1) AND author_name = $2
           AND status = 'approved' AND ${NOT_LEFT} LIMIT 1`
      : `SELECT 1 FROM comments c WHERE account_id = $1 AND status = 'approved' AND ${NOT_LEFT} LIMIT 1`,
    author.accountId === null ? [author.authorEmail, author.authorName] : [author.accountId],
  );
  return known.length > 0;
}
