import { AsWritten } from '../../layout/as-written.js';
import { CheckBox } from '../../layout/choices.js';
import { TextArea } from '../../layout/fields.js';
import { Form, Submit } from '../../layout/form.js';
import { wordsOf } from '../../layout/phrase.js';
import { type CaseView, type Written } from './case-view.js';

/** What person and office wrote to each other. */
export function Messages({ view }: { view: CaseView }) {
  const { frame, forms } = view;
  const say = wordsOf(frame);
  return (
    <section id="messages">
      <h2>{say('case.messages')}</h2>
      <Thread entries={view.messages} none={say('case.messages.none')} />
      {view.canWrite && (
        <Form frame={frame} path={`${view.path}/messages`}>
          <TextArea
            name="message"
            label={say('case.message.body')}
            hint={say('case.message.body.hint')}
            value={forms.message}
            most={5000}
            rows={4}
            errors={forms.errors}
          />
          {view.canAsk && (
            <CheckBox
              name="awaitsAnswer"
              label={say('case.message.ask')}
              hint={say('case.message.ask.hint')}
              checked={forms.awaitsAnswer}
            />
          )}
          {view.canTakeBack && (
            <CheckBox
              name="withdrawsQuestion"
              label={say('case.message.takeBack')}
              hint={say('case.message.takeBack.hint')}
              checked={forms.withdrawsQuestion}
            />
          )}
          <Submit look="quiet">{say('case.message.send')}</Submit>
        </Form>
      )}
    </section>
  );
}

/** What admins noted down for each other. */
export function Notes({ view }: { view: CaseView }) {
  const { frame, forms } = view;
  const say = wordsOf(frame);
  return (
    <section id="notes">
      <h2>{say('case.notes')}</h2>
      <p class="quiet-text">{say('case.notes.hint')}</p>
      <Thread entries={view.notes} none={say('case.notes.none')} />
      <Form frame={frame} path={`${view.path}/notes`}>
        <TextArea
          name="note"
          label={say('case.note.body')}
          value={forms.note}
          most={5000}
          rows={3}
          errors={forms.errors}
        />
        <Submit look="quiet">{say('case.note.save')}</Submit>
      </Form>
    </section>
  );
}

function Thread({ entries, none }: { entries: readonly Written[]; none: string }) {
  if (entries.length === 0) return <p class="quiet-text">{none}</p>;
  return (
    <ol class="thread">
      {entries.map(({ at, writtenAt, by, body }, index) => (
        <li key={index}>
          <p class="quiet-text mb-1">
            <bdi>{by}</bdi> · <time datetime={at}>{writtenAt}</time>
          </p>
          <AsWritten text={body} look="letter" />
        </li>
      ))}
    </ol>
  );
}
