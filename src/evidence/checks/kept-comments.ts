import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CommentAuthor } from '../../comments/comment-author.js';
import { NOT_HIDDEN } from '../../comments/comment-hiding.js';
import { CommentRules } from '../../comments/comment-rules.js';
import { NOT_LEFT } from '../../comments/left-comments.js';
import { type CheckResult, looked, type PromiseCheck, undone, verdict } from '../promise-check.js';
import { RetentionOutlook } from '../retention-outlook.js';

/** Known authors who are tried. */
const AUTHORS = 20;

/** P17: no rule of retention is about comments, the log tells of none that went by age, and known authors are recognised. */
@Injectable()
export class KeptComments implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly outlook: RetentionOutlook,
    private readonly rules: CommentRules,
  ) {}

  async check(): Promise<CheckResult> {
    const [found] = await looked<{ oldest: Date | null; purged: number }>(
      this.database,
      `SELECT (SELECT min(created_at) FROM comments) AS oldest,
              (SELECT count(*)::int FROM audit_events WHERE action = 'retention.purged' AND detail ? 'comments') AS purged`,
    );
    const rules = this.outlook.rules();
    const about = rules.filter(({ rule }) => rule.name.startsWith('comments')).length;
    const oldest = found?.oldest ?? undefined;
    const purged = found?.purged ?? 0;
    const { known, strange } = await this.recognised();
    return verdict(
      {
        rules: rules.length,
        purged,
        known,
        strange,
        ...(oldest === undefined ? {} : { oldest: oldest.toISOString() }),
      },
      ['comments_purged', about > 0 || purged > 0],
      ['known_waits', strange > 0],
    );
  }

  /** Authors of the newest approved comments, and how many of them would wait as if nobody knew them. */
  private async recognised(): Promise<{ known: number; strange: number }> {
    return undone(this.database, async (manager) => {
      const authors = await manager.query<CommentAuthor[]>(
        `SELECT account_id AS "accountId", author_name AS "authorName", author_email AS "authorEmail",
                author_website AS "authorWebsite"
         FROM comments c
         WHERE status = 'approved' AND (account_id IS NOT NULL OR (author_email IS NOT NULL AND author_name IS NOT NULL))
           AND ${NOT_LEFT} AND ${NOT_HIDDEN}
         ORDER BY created_at DESC LIMIT ${AUTHORS}`,
      );
      let strange = 0;
      for (const author of authors) {
        const { reasons } = await this.rules.rule(manager, { ...author, body: '.' }, []);
        if (reasons.includes('first_comment')) strange += 1;
      }
      return { known: authors.length, strange };
    });
  }
}
