import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Actor } from '../audit/audit-entry.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { checkSpam } from './check-spam.js';
import { Comment } from './comment.js';
import { type CommentCheck, CommentChecks, SPAM_REASONS, type WaitReason } from './comment-checks.js';
import { CommentRules, type Ruling } from './comment-rules.js';
import { HeldComments } from './held-comments.js';
import { SpamCheck, type SpamVerdict } from './spam-check.js';

/**
 * Decides on a written comment by the rules, and writes down what came out. Where there is a spam check a comment waits
 * for its answer, by which it is decided then. A row that is there already is locked by the caller, behind the
 * gate of holds.
 */
@Injectable()
export class CommentRuling {
  constructor(
    private readonly rules: CommentRules,
    private readonly checks: CommentChecks,
    private readonly held: HeldComments,
    private readonly spam: SpamCheck,
    private readonly jobs: Jobs,
  ) {}

  /** Writes a new comment. @param found what is known of it before the rules look @returns what came out */
  async first(
    manager: EntityManager,
    comment: Comment,
    found: readonly WaitReason[],
  ): Promise<Ruling['status']> {
    const asked = await this.ask(manager, comment, found, 0);
    const { status, reasons } = await this.rules.rule(manager, comment, asked);
    await manager.insert(Comment, { ...comment, status });
    await this.checks.set(manager, comment.id, { reasons, round: 0 });
    return status;
  }

  /** A comment with another text than before, which the spam check has not seen. A flood stays one. */
  async again(manager: EntityManager, comment: Comment, author: Actor): Promise<Ruling['status']> {
    const { reasons, round } = await this.checks.of(manager, comment.id);
    const stays = (reason: WaitReason) =>
      reason === 'flood' || (!this.spam.isOn && SPAM_REASONS.includes(reason));
    const asked = await this.ask(manager, comment, reasons.filter(stays), round + 1);
    return this.write(manager, comment, { reasons: asked, round: round + 1 }, author);
  }

  /** A comment that its author took back: no admin publishes it again. */
  async withdrawn(manager: EntityManager, comment: Comment, author: Actor): Promise<void> {
    const { round } = await this.checks.of(manager, comment.id);
    await this.checks.set(manager, comment.id, { reasons: ['withdrawn'], round: round + 1 });
    await this.held.move(manager, comment, 'trash', author);
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
    return this.write(manager, comment, { reasons: found, round }, { type: 'system' });
  }

  /** Leaves a job for the spam check, where there is one. @returns why the comment waits, its answer included */
  private async ask(
    manager: EntityManager,
    comment: Comment,
    found: readonly WaitReason[],
    round: number,
  ): Promise<readonly WaitReason[]> {
    if (!this.spam.isOn) return found;
    await this.jobs.enqueue(manager, checkSpam, { commentId: comment.id, round });
    return [...found, 'checking'];
  }

  private async write(
    manager: EntityManager,
    comment: Comment,
    { reasons: found, round }: CommentCheck,
    editor: Actor,
  ): Promise<Ruling['status']> {
    const { status, reasons } = await this.rules.rule(manager, comment, found);
    await this.checks.set(manager, comment.id, { reasons, round });
    await this.held.move(manager, comment, status, editor);
    return status;
  }
}
