import { AsWritten } from '../../layout/as-written.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** A comment and the answers to it that stand on the same page. */
export interface ThreadComment {
  /** Where links to it lead. */
  readonly anchor: string;
  readonly author: string;
  readonly website?: string;
  /** Of the author's picture; only comments that were approved have one (P04). */
  readonly avatarPath?: string;
  /** Nothing of it is left, or shown for now. */
  readonly removed: boolean;
  readonly body: string;
  readonly at: string;
  readonly writtenAt: string;
  /** It answers one on an earlier page. */
  readonly answersEarlier: boolean;
  readonly answerPath?: string;
  /** Where its author can change it, while that is so. */
  readonly changePath?: string;
  readonly answers: readonly ThreadComment[];
}

/** Comments, oldest first, each with its answers below it. */
export function CommentThread({ frame, comments }: { frame: PageFrame; comments: readonly ThreadComment[] }) {
  return (
    <ol class="comments">
      {comments.map((comment) => (
        <li key={comment.anchor} id={comment.anchor}>
          <OneComment frame={frame} comment={comment} />
          {comment.answers.length > 0 && <CommentThread frame={frame} comments={comment.answers} />}
        </li>
      ))}
    </ol>
  );
}

function OneComment({ frame, comment }: { frame: PageFrame; comment: ThreadComment }) {
  const say = wordsOf(frame);
  const { author, website, removed, answersEarlier, answerPath } = comment;
  return (
    <article class="comment">
      <p class="comment-head">
        {comment.avatarPath !== undefined && (
          <img class="avatar" src={comment.avatarPath} width={40} height={40} alt="" loading="lazy" />
        )}
        <strong>
          {website === undefined ? (
            <bdi>{author}</bdi>
          ) : (
            <a href={website} rel="nofollow ugc noopener noreferrer">
              <bdi>{author}</bdi>
            </a>
          )}
        </strong>{' '}
        <time datetime={comment.at}>{comment.writtenAt}</time>
      </p>
      {answersEarlier && <p class="quiet-text mb-1">{say('comments.answersEarlier')}</p>}
      {removed ? <p class="quiet-text">{say('comments.removed')}</p> : <AsWritten text={comment.body} />}
      {answerPath !== undefined && (
        <p class="comment-acts">
          <a href={`${linkTo(frame, answerPath)}#write`} rel="nofollow">
            {say('comments.answer')}
            <span class="visually-hidden">
              {' '}
              <bdi>{author}</bdi>
            </span>
          </a>
          {comment.changePath !== undefined && (
            <a href={linkTo(frame, comment.changePath)}>{say('comments.change')}</a>
          )}
        </p>
      )}
    </article>
  );
}
