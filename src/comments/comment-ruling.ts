import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Comment } from './comment.js';
import { CommentChecks, SPAM_REASONS, type WaitReason } from './comment-checks.js';
import { CommentRules, type Ruling } from './comment-rules.js';

/** Decides on a written comment by the rules, and writes down what came out. The caller has the row, or has it locked. */
@Injectable()
export class CommentRuling {
  constructor(
    private readonly rules: CommentRules,
    private readonly checks: CommentChecks,
  ) {}

  /** A new comment. @param found what is known of it before the rules look */
  async first(
    manager: EntityManager,
    comment: Comment,
    found: readonly WaitReason[],
  ): Promise<Ruling['status']> {
    return this.write(manager, comment, found, 0);
  }

  /** A comment with another text than before. What was found out by others than the rules stays. */
  async again(manager: EntityManager, comment: Comment): Promise<Ruling['status']> {
    const { reasons, round } = await this.checks.of(manager, comment.id);
    const kept = reasons.filter((reason) => reason === 'flood' || SPAM_REASONS.includes(reason));
    return this.write(manager, comment, kept, round + 1);
  }

  private async write(
    manager: EntityManager,
    comment: Comment,
    found: readonly WaitReason[],
    round: number,
  ): Promise<Ruling['status']> {
    const { status, reasons } = await this.rules.rule(manager, comment, found);
    await this.checks.set(manager, comment.id, { reasons, round });
    await manager.query('UPDATE comments SET status = $2 WHERE id = $1', [comment.id, status]);
    return status;
  }
}
