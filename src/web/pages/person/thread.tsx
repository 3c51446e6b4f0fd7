import { AsWritten } from '../../layout/as-written.js';
import { TextArea } from '../../layout/fields.js';
import { ErrorSummary, Form, Submit, WaitNotice } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type ThreadView } from './request-view.js';

interface ThreadParts {
  readonly frame: PageFrame;
  readonly thread: ThreadView;
}

/** What is wrong with a message, on top of the page. */
export function ThreadErrors({ frame, thread }: ThreadParts) {
  return (
    <>
      <ErrorSummary frame={frame} errors={thread.errors} />
      <WaitNotice frame={frame} minutes={thread.waitMinutes} />
    </>
  );
}

/** The messages of a case, and the form for one more. */
export function Thread({ frame, thread }: ThreadParts) {
  const say = wordsOf(frame);
  const { messages, writePath } = thread;
  if (messages.length === 0 && writePath === undefined) return null;
  return (
    <section id="messages">
      <h2>{say('thread.title')}</h2>
      {messages.length > 0 && (
        <ol class="thread">
          {messages.map(({ at, writtenAt, author, own, body }, index) => (
            <li key={index} class={own ? 'own' : undefined}>
              <p class="quiet-text mb-1">
                <strong>{author}</strong> <time datetime={at}>{writtenAt}</time>
              </p>
              <AsWritten text={body} />
            </li>
          ))}
        </ol>
      )}
      {writePath !== undefined && (
        <Form frame={frame} path={writePath}>
          <TextArea
            name="body"
            label={say('thread.write')}
            hint={say('thread.hint')}
            value={thread.typed}
            most={5000}
            rows={4}
            errors={thread.errors}
          />
          <Submit>{say('thread.send')}</Submit>
        </Form>
      )}
    </section>
  );
}
