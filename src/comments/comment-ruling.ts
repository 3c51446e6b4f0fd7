import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Jobs } from '../platform/jobs/jobs.js';
import { checkSpam } from './check-spam.js';
import { type Comment } from './comment.js';
import { CommentChecks, SPAM_REASONS, type WaitReason } from './comment-checks.js';
import { CommentRules, type Ruling } from './comment-rules.js';
import { SpamCheck, type SpamVerdict } from './spam-check.js';

/**
 * Decides on a written comment by the rules, and writes down what came out. Where there is a spam check a comment waits
 * for its answer, by which it is decided then. The caller has just written the row, or has it locked.
 */
@Injectable()
export class CommentRuling {
  constructor(
    private readonly rules: CommentRules,
    private readonly checks: CommentChecks,
    private readonly spam: SpamCheck,
    private readonly jobs: Jobs,
  ) {}

  /** A new comment. @param found what is known of it before the rules look */
  first(manager: EntityManager, comment: Comment, found: readonly WaitReason[]): Promise<Ruling['status']> {
    return this.ask(manager, comment, found, 0);
  }

  /** A comment with another text than before, which the spam check has not seen. A flood stays one. */
  async again(manager: EntityManager, comment: Comment): Promise<Ruling['status']> {
    const { reasons, round } = await this.checks.of(manager, comment.id);
    const stays = (reason: WaitReason) =>
      reason === 'flood' || (!this.spam.isOn && SPAM_REASONS.includes(reason));
    return this.ask(manager, comment, reasons.filter(stays), round + 1);
  }

  /** A comment that its author took back: no admin publishes it again. */
  async withdrawn(manager: EntityManager, comment: Comment): Promise<void> {
    const { round } = await this.checks.of(manager, comment.id);
    await this.checks.set(manager, comment.id, { reasons: ['withdrawn'], round: round + 1 });
    await manager.query(`UPDATE comments SET status = 'trash' WHERE id = $1`, [comment.id]);
  }

  /** What the spam check said, or that it said nothing. */
  async answered(
    manager: EntityManager,
    comment: Comment,
    verdict: SpamVerdict | 'unanswered',
  ): Promise<Ruling['status']> {
    const { reasons, round } = await this.checks.of(manager, comment.id);
    const found: WaitReason[] = reasons.filter((reason) => reason === 'flood');
    if (verdict === 'spam') found.push('spam_service');
    if (verdict === 'unanswered') found.push('spam_unanswered');
    return this.write(manager, comment, found, round);
  }

  private async ask(
    manager: EntityManager,
    comment: Comment,
    found: readonly WaitReason[],
    round: number,
  ): Promise<Ruling['status']> {
    if (!this.spam.isOn) return this.write(manager, comment, found, round);
    await this.jobs.enqueue(manager, checkSpam, { commentId: comment.id, round });
    return this.write(manager, comment, [...found, 'checking'], round);
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
