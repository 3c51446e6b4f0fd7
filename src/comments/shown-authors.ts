import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NOT_HIDDEN } from './comment-hiding.js';
import { NOT_LEFT } from './left-comments.js';

/** True of a row `c` of comments that the public sees with its author. */
const SHOWN = `c.status = 'approved' AND ${NOT_LEFT} AND ${NOT_HIDDEN}`;

/** Whose comment the public sees. */
export interface ShownAuthor {
  readonly commentId: string;
  readonly accountId: string | null;
  /** Folded; a guest's alone. */
  readonly address: string | null;
}

/** Who is to be seen beside comments: only authors of approved comments that nothing hides (P04). */
@Injectable()
export class ShownAuthors {
  constructor(private readonly database: DataSource) {}

  /** Of these comments those that are shown with their author. */
  among(commentIds: readonly string[]): Promise<ShownAuthor[]> {
    return this.database.query<ShownAuthor[]>(
      `SELECT c.id AS "commentId", c.account_id AS "accountId",
              CASE WHEN c.account_id IS NULL THEN fold_address(c.author_email) END AS address
       FROM comments c WHERE c.id = ANY ($1::uuid[]) AND ${SHOWN}`,
      [commentIds],
    );
  }

  /** Whether any comment of the account is shown. */
  async isShown(accountId: string): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `SELECT 1 FROM comments c WHERE c.account_id = $1 AND ${SHOWN} LIMIT 1`,
      [accountId],
    );
    return rows.length > 0;
  }
}
