import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { HeldVersions } from '../holds/held-versions.js';
import { HoldGate } from '../holds/hold-rules.js';
import { PersonAddresses } from '../persons/person-addresses.js';
import { type Comment } from './comment.js';
import { type CommentAsker, OwnComments } from './own-comments.js';
import { CommentRuling } from './comment-ruling.js';

/** The portal as its own source. */
const SOURCE = 'portal';

/** Sees to it that an edit takes no text away that a legal hold keeps. */
@Injectable()
export class HeldComments {
  constructor(
    private readonly gate: HoldGate,
    private readonly versions: HeldVersions,
    private readonly addresses: PersonAddresses,
  ) {}

  /** Before the row is locked: whoever erases takes gate and row in this order. */
  async pass(manager: EntityManager): Promise<void> {
    await this.gate.pass(manager, [SOURCE]);
  }

  async keep(manager: EntityManager, comment: Comment): Promise<void> {
    const { accountId, authorEmail } = comment;
    const known = accountId === null ? [] : await this.addresses.ofAccount(manager, accountId);
    await this.versions.keep(manager, {
      source: SOURCE,
      collection: 'comments',
      key: [comment.id],
      at: comment.createdAt,
      articleId: comment.articleId,
      addresses: [...known, ...(authorEmail === null ? [] : [authorEmail])],
      values: { body: comment.body },
      editor: authorAsActor(comment),
      subject: accountId === null ? undefined : { type: 'account', id: accountId },
    });
  }
}

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
      await this.held.keep(manager, comment);
      await manager.query('UPDATE comments SET body = $2 WHERE id = $1', [id, body]);
      comment.body = body;
      if (comment.status !== 'spam') comment.status = await this.ruling.again(manager, comment);
      await this.log.append(manager, {
        action: 'comment.edited',
        actor: authorAsActor(comment),
        detail: { comment: id, status: comment.status },
      });
      return comment;
    });
  }

  /** Out of the thread, for good; nothing is erased by it. @throws Problem 404, 410 as `OwnComments.open` */
  async withdraw(id: string, asker: CommentAsker): Promise<Comment> {
    return this.database.transaction(async (manager) => {
      const comment = await this.own.open(manager, id, asker, true);
      await this.ruling.withdrawn(manager, comment);
      await this.log.append(manager, {
        action: 'comment.withdrawn',
        actor: authorAsActor(comment),
        detail: { comment: id },
      });
      return comment;
    });
  }
}

function authorAsActor({ accountId }: Comment): Actor {
  return accountId === null ? { type: 'anonymous' } : { type: 'account', id: accountId };
}
