import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isPublished } from '../articles/published-articles.js';
import { NOT_HIDDEN } from './comment-hiding.js';
import { NOT_LEFT } from './left-comments.js';

/** True of a row `c` of comments that the public sees with its author. */
const SHOWN = `c.status = 'approved' AND ${isPublished('c.article_id')} AND ${NOT_LEFT} AND ${NOT_HIDDEN}`;

/** Who wrote a comment: under which address, folded, and with which account, if any. */
export interface AuthorKey {
  readonly address: string;
  readonly accountId: string | null;
}

/** Whose comment the public sees. */
export interface ShownAuthor extends AuthorKey {
  readonly commentId: string;
}

/** Who is to be seen beside comments: only authors of approved comments that nothing hides (P04). */
@Injectable()
export class ShownAuthors {
  constructor(private readonly database: DataSource) {}

  /** Of these comments those that are shown with their author. */
  among(commentIds: readonly string[]): Promise<ShownAuthor[]> {
    return this.database.query<ShownAuthor[]>(
      `SELECT c.id AS "commentId", c.account_id AS "accountId", coalesce(fold_address(c.author_email), '') AS address
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

  /** Of these authors those of whom any comment is shown. */
  shownOf(authors: readonly AuthorKey[]): Promise<AuthorKey[]> {
    return this.database.query<AuthorKey[]>(
      `SELECT address, account AS "accountId" FROM unnest($1::text[], $2::uuid[]) AS a (address, account)
       WHERE EXISTS (SELECT FROM comments c WHERE fold_address(c.author_email) = a.address
         AND c.account_id IS NOT DISTINCT FROM a.account AND ${SHOWN})`,
      [authors.map(({ address }) => address), authors.map(({ accountId }) => accountId)],
    );
  }

  /** All authors of whom any comment is shown, in the order of address and account, after the one given. */
  page(limit: number, after?: AuthorKey): Promise<AuthorKey[]> {
    return this.database.query<AuthorKey[]>(
      `SELECT fold_address(c.author_email) AS address, c.account_id AS "accountId" FROM comments c
       WHERE c.author_email IS NOT NULL AND fold_address(c.author_email) >= $1
         AND (fold_address(c.author_email), coalesce(c.account_id::text, '')) > ($1, $2) AND ${SHOWN}
       GROUP BY 1, 2 ORDER BY 1, coalesce(c.account_id::text, '') LIMIT $3`,
      [after?.address ?? '', after?.accountId ?? '', limit],
    );
  }
}
