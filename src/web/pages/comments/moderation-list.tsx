import { type ModerationAct } from '../../../comments/comment-moderation.js';
import { type QueueStatus } from '../../../comments/comment-queue.js';
import { AsWritten } from '../../layout/as-written.js';
import { Tick } from '../../layout/choices.js';
import { Form, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Facts, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';

/** A comment in the queue. */
export interface ModeratedComment {
  readonly id: string;
  readonly author: string;
  readonly isMember: boolean;
  readonly writtenAt: string;
  readonly at: string;
  readonly article: string;
  readonly articlePath: string;
  readonly begin: string;
  /** Of a long one what does not stand there at once. */
  readonly rest: string;
  /** In a list of several statuses. */
  readonly status?: string;
  readonly reasons: readonly string[];
  readonly email?: string;
  readonly website?: string;
  readonly ip?: string;
  readonly userAgent?: string;
  readonly acts: readonly ModerationAct[];
}

/** Comments with what can be done with each, and with several that are ticked. */
export function ModerationList({
  frame,
  status,
  comments,
}: {
  frame: PageFrame;
  status?: QueueStatus;
  comments: readonly ModeratedComment[];
}) {
  const say = wordsOf(frame);
  const acts = [...new Set(comments.flatMap((comment) => comment.acts))];
  return (
    <Form frame={frame} path="/admin/comments">
      {status !== undefined && <input type="hidden" name="status" value={status} />}
      <ul class="moderation">
        {comments.map((comment) => (
          <li key={comment.id}>
            <Moderated frame={frame} comment={comment} />
          </li>
        ))}
      </ul>
      {acts.length > 0 && (
        <div class="actions" role="group" aria-labelledby="chosen">
          <span id="chosen">{say('moderation.chosen')}</span>
          {acts.map((act) => (
            <Submit key={act} look="quiet" name="act" value={act}>
              {say(`moderation.act.${act}`)}
            </Submit>
          ))}
        </div>
      )}
    </Form>
  );
}

function Moderated({ frame, comment }: { frame: PageFrame; comment: ModeratedComment }) {
  const say = wordsOf(frame);
  const { id, author, acts, email, website, ip, userAgent } = comment;
  return (
    <article aria-labelledby={`author-${id}`}>
      <div class="comment-head">
        {acts.length === 0 ? (
          <strong id={`author-${id}`}>
            <bdi>{author}</bdi>
          </strong>
        ) : (
          <div id={`author-${id}`}>
            <Tick
              id={`chosen-${id}`}
              name="chosen"
              type="checkbox"
              value={id}
              label={author}
              checked={false}
            />
          </div>
        )}
        <time datetime={comment.at}>{comment.writtenAt}</time>
        <a href={linkTo(frame, comment.articlePath)}>
          <bdi>{comment.article}</bdi>
        </a>
      </div>
      <p class="reasons">
        {comment.status !== undefined && <Tag tone="open">{comment.status}</Tag>}{' '}
        {comment.reasons.map((reason) => (
          <Tag key={reason} tone="warn">
            {reason}
          </Tag>
        ))}
      </p>
      <AsWritten text={comment.begin} />
      {comment.rest !== '' && (
        <details>
          <summary>{say('moderation.rest')}</summary>
          <AsWritten text={comment.rest} />
        </details>
      )}
      <Facts
        facts={[
          [say('moderation.account'), comment.isMember ? say('moderation.member') : say('moderation.guest')],
          [say('comment.email'), email === undefined ? undefined : <Ltr>{email}</Ltr>],
          [say('moderation.website'), website === undefined ? undefined : <Ltr>{website}</Ltr>],
          [say('moderation.ip'), ip === undefined ? undefined : <Ltr>{ip}</Ltr>],
          [say('moderation.browser'), userAgent === undefined ? undefined : <Ltr>{userAgent}</Ltr>],
        ]}
      />
      {acts.length > 0 && (
        <p class="actions">
          {acts.map((act) => (
            <Submit key={act} look="quiet" name="one" value={`${act}:${id}`}>
              {say(`moderation.act.${act}`)}
              <span class="visually-hidden">
                {' '}
                <bdi>{author}</bdi>
              </span>
            </Submit>
          ))}
        </p>
      )}
    </article>
  );
}
