import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Comment } from './comment.js';
import { type CommentAsker, OwnComments } from './own-comments.js';
import { CommentRuling } from './comment-ruling.js';
import { HeldComments } from './held-comments.js';

/** Lets authors change a comment, or take it back, while it is new. */
@Injectable()
export class CommentEditing {
  constructor(
    private readonly database: DataSource,
    private readonly own: OwnComments,
    private readonly held: HeldComments,
    private readonly ruling: CommentRuling,
    private readonly log: AuditLog,
  ) {}

  /**
   * Another text, which passes the rules anew, the spam check too. One that an admin took for spam stays that.
   * @throws Problem 404, 410 as `OwnComments.open`
   */
  async edit(id: string, asker: CommentAsker, body: string): Promise<Comment> {
    return this.database.transaction(async (manager) => {
      await this.held.pass(manager);
      const comment = await this.own.open(manager, id, asker, true);
      if (comment.body === body) return comment;
      const author = authorAsActor(comment);
      await this.held.keep(manager, comment, { body: comment.body }, author);
      await manager.query('UPDATE comments SET body = $2 WHERE id = $1', [id, body]);
      comment.body = body;
      if (comment.status !== 'spam') comment.status = await this.ruling.again(manager, comment, author);
      await this.log.append(manager, {
        action: 'comment.edited',
        actor: author,
        detail: { comment: id, status: comment.status },
      });
      return comment;
    });
  }

  /** Out of the thread, for good; nothing is erased by it. @throws Problem 404, 410 as `OwnComments.open` */
  async withdraw(id: string, asker: CommentAsker): Promise<Comment> {
    return this.database.transaction(async (manager) => {
      await this.held.pass(manager);
      const comment = await this.own.open(manager, id, asker, true);
      const author = authorAsActor(comment);
      await this.ruling.withdrawn(manager, comment, author);
      await this.log.append(manager, {
        action: 'comment.withdrawn',
        actor: author,
        detail: { comment: id },
      });
      return comment;
    });
  }
}

function authorAsActor({ accountId }: Comment): Actor {
  return accountId === null ? { type: 'anonymous' } : { type: 'account', id: accountId };
}
