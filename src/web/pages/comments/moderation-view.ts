import { type QueuedComment, type QueueStatus } from '../../../comments/comment-queue.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type ModeratedComment } from './moderation-list.js';

/** So many characters of a comment stand there at once; of a longer one the rest opens. */
const SHORT = 600;

/** What can be done with a comment of this status. */
const ACTS = {
  pending: ['approve', 'spam', 'trash'],
  approved: ['spam', 'trash'],
  spam: ['approve', 'restore', 'trash'],
  trash: ['restore', 'approve', 'spam'],
} as const satisfies Readonly<Record<QueueStatus, readonly string[]>>;

/** @param status of a list where all have the same; a list of one address says each one's */
export function presentModerated(
  frame: PageFrame,
  comment: QueuedComment,
  status?: QueueStatus,
): ModeratedComment {
  const say = wordsOf(frame);
  const { reasons, createdAt, body } = comment;
  const cut = body.length > SHORT ? body.slice(0, SHORT).replace(/\p{Cs}$/u, '') : body;
  return {
    id: comment.id,
    author: comment.authorName ?? say('comments.nobody'),
    isMember: comment.isMember,
    writtenAt: writtenInstant(createdAt, frame.locale, frame.zone),
    at: createdAt.toISOString(),
    article: comment.articleTitle,
    articlePath: `/articles/${encodeURIComponent(comment.articleSlug)}`,
    begin: cut,
    rest: body.slice(cut.length),
    status: status === undefined ? say(`moderation.status.${comment.status}`) : undefined,
    reasons: reasons.map((reason) => say(`moderation.why.${reason}`)),
    email: comment.authorEmail ?? undefined,
    website: comment.authorWebsite ?? undefined,
    ip: comment.ip ?? undefined,
    userAgent: comment.userAgent ?? undefined,
    acts: reasons.includes('withdrawn') ? [] : ACTS[comment.status],
  };
}
