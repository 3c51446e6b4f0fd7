import { type EntityManager, IsNull } from 'typeorm';
import { Account } from '../accounts/account.js';
import { invalidField, unauthenticated } from '../platform/http/problem.js';
import { type Comment } from './comment.js';
import { type CommentForm } from './comment-fields.js';
import { NOT_HIDDEN } from './comment-hiding.js';
import { NOT_LEFT } from './left-comments.js';

/** Who wrote a comment, as it says so. */
export type CommentAuthor = Pick<Comment, 'accountId' | 'authorName' | 'authorEmail' | 'authorWebsite'>;

/**
 * A member as the account says now, a guest as the form does.
 * @throws Problem 401 where the account is closed; 422 where a guest leaves name or address out
 */
export async function authorOf(
  manager: EntityManager,
  form: CommentForm,
  accountId: string | undefined,
): Promise<CommentAuthor> {
  if (accountId !== undefined) {
    // Whoever closes the account meanwhile waits, and then knows of this comment.
    const account = await manager.findOne(Account, {
      where: { id: accountId, closedAt: IsNull() },
      lock: { mode: 'pessimistic_read' },
    });
    if (account === null) throw unauthenticated();
    return {
      accountId,
      authorName: account.displayName ?? account.username,
      authorEmail: account.email,
      authorWebsite: account.website,
    };
  }
  if (form.name === undefined) throw invalidField('/name', 'Give a name to show beside the comment.');
  if (form.email === undefined) throw invalidField('/email', 'Give your e-mail address; it is not shown.');
  return {
    accountId: null,
    authorName: form.name,
    authorEmail: form.email,
    authorWebsite: form.website ?? null,
  };
}

/**
 * Whether another comment of theirs was approved. A guest is recognised by address and name together, as the policy's
 * readers expect. What is left to holds or hidden vouches for nobody.
 * @param but the comment that is asked about
 */
export async function isKnown(manager: EntityManager, author: CommentAuthor, but?: string): Promise<boolean> {
  const known = await manager.query<unknown[]>(
    author.accountId === null
      ? `SELECT 1 FROM comments c WHERE fold_address(author_email) = fold_address($2) AND author_name = $3
           AND status = 'approved' AND id IS DISTINCT FROM $1 AND ${NOT_LEFT} AND ${NOT_HIDDEN} LIMIT 1`
      : `SELECT 1 FROM comments c WHERE account_id = $2 AND status = 'approved' AND id IS DISTINCT FROM $1
           AND ${NOT_LEFT} AND ${NOT_HIDDEN} LIMIT 1`,
    author.accountId === null
      ? [but ?? null, author.authorEmail, author.authorName]
      : [but ?? null, author.accountId],
  );
  return known.length > 0;
}
