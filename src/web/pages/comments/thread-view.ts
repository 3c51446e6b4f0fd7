import { type PublicComment } from '../../../comments/comment-reading.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type ThreadComment } from './comment-thread.js';

/** What stands in the place of a name: of one who was erased, or gave none. */
export function shownAuthor(frame: PageFrame, { authorName }: Pick<PublicComment, 'authorName'>): string {
  return authorName ?? wordsOf(frame)('comments.nobody');
}

interface ThreadFacts {
  readonly changeable: ReadonlySet<string>;
  readonly avatars: ReadonlyMap<string, string>;
}

/**
 * A page of comments as a thread: an answer stands below what it answers, where that is on the same page.
 * @param own what is known of them beside their text: ids of those that the reader wrote and can still change, and where the
 * pictures of their authors are
 */
export function presentThread(
  frame: PageFrame,
  articlePath: string,
  comments: readonly PublicComment[],
  { changeable, avatars }: ThreadFacts = { changeable: new Set(), avatars: new Map() },
): ThreadComment[] {
  const here = new Set(comments.map(({ id }) => id));
  const answersTo = new Map<string | undefined, PublicComment[]>();
  for (const comment of comments) {
    const { parentId } = comment;
    const under = parentId !== null && here.has(parentId) ? parentId : undefined;
    answersTo.set(under, [...(answersTo.get(under) ?? []), comment]);
  }
  const present = (comment: PublicComment): ThreadComment => ({
    anchor: `comment-${comment.id}`,
    author: shownAuthor(frame, comment),
    avatarPath: avatars.get(comment.id),
    website: comment.authorWebsite ?? undefined,
    removed: comment.removed,
    body: comment.body,
    at: comment.createdAt.toISOString(),
    writtenAt: writtenInstant(comment.createdAt, frame.locale, frame.zone),
    answersEarlier: comment.parentId !== null && !here.has(comment.parentId),
    answerPath: comment.removed ? undefined : `${articlePath}?answer=${comment.id}`,
    changePath: changeable.has(comment.id) ? `/comments/${comment.id}/edit` : undefined,
    answers: (answersTo.get(comment.id) ?? []).map(present),
  });
  return (answersTo.get(undefined) ?? []).map(present);
}
