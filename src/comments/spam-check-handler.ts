import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { checkSpam, type SpamCheckTask } from './check-spam.js';
import { Comment } from './comment.js';
import { CommentHiding } from './comment-hiding.js';
import { CommentRuling } from './comment-ruling.js';
import { HeldComments } from './held-comments.js';
import { NOT_LEFT } from './left-comments.js';
import { SpamCheck, type SpamVerdict } from './spam-check.js';

/**
 * Asks the service about a comment, outside any transaction, and decides in one of its own: once, and about the text that
 * was asked about. Where no try brought an answer the comment waits for an admin.
 */
@Injectable()
@Handles(checkSpam)
export class SpamCheckHandler implements JobHandler<SpamCheckTask> {
  constructor(
    private readonly database: DataSource,
    private readonly check: SpamCheck,
    private readonly hiding: CommentHiding,
    private readonly held: HeldComments,
    private readonly ruling: CommentRuling,
    private readonly log: AuditLog,
  ) {}

  async run(task: TaskRun<SpamCheckTask>): Promise<void> {
    const comment = await this.find(this.database.manager, task.payload);
    if (comment === undefined) return;
    const verdict = await this.verdictOn(comment, task.signal);
    await this.database.transaction(async (manager) => {
      await this.decide(manager, task.payload, verdict);
      await task.finish(manager);
    });
  }

  private async verdictOn(comment: Comment, signal: AbortSignal): Promise<SpamVerdict | 'unanswered'> {
    // Switched off meanwhile: the rules decide alone.
    if (!this.check.isOn) return 'ham';
    // Nothing of a person whose data are restricted, or about to be erased, leaves the portal.
    if (await this.hiding.hides(this.database.manager, comment.id)) return 'unanswered';
    return this.check.ask(comment, signal);
  }

  async gaveUp(payload: SpamCheckTask, manager: EntityManager): Promise<void> {
    await this.decide(manager, payload, 'unanswered');
  }

  private async decide(
    manager: EntityManager,
    payload: SpamCheckTask,
    verdict: SpamVerdict | 'unanswered',
  ): Promise<void> {
    await this.held.pass(manager);
    await manager.query('SELECT FROM comments WHERE id = $1 FOR UPDATE', [payload.commentId]);
    // Looked for only now: what an author or an admin did with it while this waited is seen.
    const comment = await this.find(manager, payload);
    if (comment === undefined) return;
    const status = await this.ruling.answered(manager, comment, verdict);
    await this.log.append(manager, {
      action: 'comment.checked',
      actor: { type: 'system' },
      detail: { comment: comment.id, verdict, status },
    });
  }

  /** The comment, where it still waits for this answer. */
  private async find(
    manager: EntityManager,
    { commentId, round }: SpamCheckTask,
  ): Promise<Comment | undefined> {
    const query = manager
      .createQueryBuilder(Comment, 'c')
      .where(`c.id = :commentId AND c.status = 'pending'`, { commentId })
      .andWhere(NOT_LEFT)
      .andWhere(
        `EXISTS (SELECT FROM comment_checks k WHERE k.comment_id = c.id AND k.round = :round AND 'checking' = ANY (k.reasons))`,
        { round },
      );
    return (await query.getOne()) ?? undefined;
  }
}
