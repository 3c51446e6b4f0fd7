import { z } from 'zod';
import { WAIT_REASONS } from '../../comments/comment-checks.js';
import { QUEUE_STATUSES } from '../../comments/comment-queue.js';
import { cursor, emailAddress, lang, limit, line, oneOf } from '../../platform/http/text-schemas.js';
import { cleanLine } from '../../platform/text/clean-text.js';
import { paging } from './page-schema.js';

export const CommentIdParams = z.object({ id: z.uuid() });
export const QueueQuery = z.strictObject({
  ...paging,
  lang,
  status: oneOf(QUEUE_STATUSES).default('pending'),
});
export const CommentSearchBody = z.strictObject({ email: emailAddress, limit, cursor });

/** A word, or a few in a row. */
export const blockedWord = z.string({ error: 'Give a word.' }).transform(cleanLine).pipe(line(100));
export const WordBody = z.strictObject({ word: blockedWord });
export const WordView = z.object({ id: z.uuid(), word: z.string(), createdAt: z.iso.datetime() });
export const WordsView = z.object({ items: z.array(WordView) });

/** What its author is told of a comment: what an admin took for spam waits. */
export const OwnCommentView = z.object({ id: z.uuid(), status: z.enum(['pending', 'approved']) });

export const ModeratedView = z.object({
  id: z.uuid(),
  status: z.enum([...QUEUE_STATUSES, 'erased']),
});

/** A comment as admins see it. */
export const QueuedCommentView = z.object({
  id: z.uuid(),
  status: z.enum(QUEUE_STATUSES),
  createdAt: z.iso.datetime(),
  article: z.object({ slug: z.string(), title: z.string() }),
  isMember: z.boolean(),
  authorName: z.string().nullable(),
  authorEmail: z.string().nullable(),
  authorWebsite: z.string().nullable(),
  body: z.string(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  reasons: z.array(z.enum([...WAIT_REASONS, 'banned'])).describe('Why it waits.'),
});
