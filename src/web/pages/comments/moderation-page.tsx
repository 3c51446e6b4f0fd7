import { QUEUE_STATUSES, type QueueStatus } from '../../../comments/comment-queue.js';
import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ButtonForm, ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Pager } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { type ModeratedComment, ModerationList } from './moderation-list.js';

export interface ModerationView {
  readonly frame: PageFrame;
  /** Undefined in a list of one address's comments. */
  readonly status?: QueueStatus;
  readonly comments: readonly ModeratedComment[];
  readonly first: boolean;
  readonly next?: string;
  /** The address that is looked for, as it was typed. */
  readonly email: string;
  readonly errors: readonly FieldError[];
}

const PATH = '/admin/comments';

/** The comments that admins look through: those that wait first, others by status, or all of one address. */
export function ModerationPage(view: ModerationView) {
  const { frame, status, comments, errors } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('moderation.title'), errors)} wide>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('moderation.title')}</h1>
      <p class="lead">{say('moderation.intro')}</p>
      <nav class="actions" aria-label={say('moderation.lists')}>
        {QUEUE_STATUSES.map((one) => (
          <a
            key={one}
            href={linkTo(frame, one === 'pending' ? PATH : `${PATH}?status=${one}`)}
            aria-current={one === status ? 'page' : undefined}
          >
            {say(`moderation.status.${one}`)}
          </a>
        ))}
        <a href={linkTo(frame, `${PATH}/words`)}>{say('moderation.words')}</a>
        <a href={linkTo(frame, '/admin/bans')}>{say('bans.title')}</a>
      </nav>
      <h2>{status === undefined ? say('moderation.found') : say(`moderation.status.${status}`)}</h2>
      {comments.length === 0 && <p class="quiet-text">{say('moderation.none')}</p>}
      {comments.length > 0 && <ModerationList frame={frame} status={status} comments={comments} />}
      <More view={view} />
      <section id="search">
        <h2>{say('moderation.search')}</h2>
        <Form frame={frame} path={`${PATH}/search`}>
          <TextField
            name="email"
            label={say('comment.email')}
            hint={say('moderation.search.hint')}
            value={view.email}
            type="email"
            autocomplete="off"
            errors={errors}
          />
          <Submit look="quiet">{say('moderation.search.button')}</Submit>
        </Form>
      </section>
    </Layout>
  );
}

/** An address is posted with each page of its comments, and stands in no link. */
function More({ view }: { view: ModerationView }) {
  const { frame, status, next, email } = view;
  if (status === undefined) {
    if (next === undefined) return null;
    return (
      <ButtonForm frame={frame} path={`${PATH}/search`} values={{ email, cursor: next }}>
        {wordsOf(frame)('table.next')}
      </ButtonForm>
    );
  }
  const query = new URLSearchParams(status === 'pending' ? {} : { status });
  return <Pager frame={frame} query={query} first={view.first} next={next} />;
}
