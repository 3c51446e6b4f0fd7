import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Actor } from '../audit/audit-entry.js';
import { type EditedRow, HeldVersions } from '../holds/held-versions.js';
import { HoldGate } from '../holds/hold-rules.js';
import { PersonAddresses } from '../persons/person-addresses.js';
import { type Comment, type CommentStatus } from './comment.js';

/** The portal as its own source. */
const SOURCE = 'portal';

/** What tells which holds keep a comment. */
export type HoldableComment = Pick<Comment, 'id' | 'accountId' | 'authorEmail' | 'articleId' | 'createdAt'>;

/** Sees to it that no change takes from a comment what a legal hold keeps. */
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

  /** @param values what the fields that change hold now, by their names in the data map */
  async keep(
    manager: EntityManager,
    { id, accountId, authorEmail, articleId, createdAt }: HoldableComment,
    values: EditedRow['values'],
    editor: Actor,
  ): Promise<void> {
    const known = accountId === null ? [] : await this.addresses.ofAccount(manager, accountId);
    await this.versions.keep(manager, {
      source: SOURCE,
      collection: 'comments',
      key: [id],
      at: createdAt,
      articleId,
      addresses: [...known, ...(authorEmail === null ? [] : [authorEmail])],
      values,
      editor,
      subject: accountId === null ? undefined : { type: 'account', id: accountId },
    });
  }

  /** Brings a comment, which the caller has locked behind the gate, into a state. Only this changes one. */
  async move(
    manager: EntityManager,
    comment: HoldableComment & Pick<Comment, 'status'>,
    status: CommentStatus,
    editor: Actor,
  ): Promise<void> {
    if (comment.status === status) return;
    await this.keep(manager, comment, { status: comment.status }, editor);
    await manager.query('UPDATE comments SET status = $2 WHERE id = $1', [comment.id, status]);
  }
}
