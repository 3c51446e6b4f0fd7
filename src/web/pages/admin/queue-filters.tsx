import { CheckBox, Select } from '../../layout/choices.js';
import { TextField } from '../../layout/fields.js';
import { Form, Submit } from '../../layout/form.js';
import { linkTo } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type QueueView } from './queue-view.js';
import { SaveViewForm } from './save-view-form.js';

/** The filters of the queue, and a name to keep them under. They are posted, since one may be a person's address. */
export function QueueFilters({ view }: { view: QueueView }) {
  const { frame, values, choices, errors } = view;
  const say = wordsOf(frame);
  return (
    <details class="card mb-4" open={Object.keys(values).length > 0}>
      <summary>{say('queue.filter')}</summary>
      <Form frame={frame} path="/admin/requests">
        <div class="filters" role="search">
          <Select
            name="state"
            label={say('queue.column.state')}
            value={values.state}
            choices={choices.state}
            errors={errors}
          />
          <Select
            name="kind"
            label={say('queue.column.kind')}
            value={values.kind}
            choices={choices.kind}
            errors={errors}
          />
          <Select
            name="due"
            label={say('queue.column.due')}
            value={values.due}
            choices={choices.due}
            errors={errors}
          />
          <Select
            name="assignee"
            label={say('queue.column.assignee')}
            value={values.assignee}
            choices={choices.assignee}
            errors={errors}
          />
          <TextField
            name="q"
            label={say('queue.q')}
            hint={say('queue.q.hint')}
            value={values.q}
            type="search"
            dir="ltr"
            required={false}
            errors={errors}
          />
          <div>
            <CheckBox name="held" label={say('queue.held')} checked={values.held === 'true'} />
            <CheckBox name="second" label={say('queue.second')} checked={values.second === 'true'} />
          </div>
        </div>
        <div class="actions mb-0">
          <Submit>{say('queue.show')}</Submit>
          <a href={linkTo(frame, '/admin/requests')}>{say('queue.reset')}</a>
        </div>
      </Form>
      <SaveView view={view} />
    </details>
  );
}

/** Keeps these filters under a name. */
function SaveView({ view: { frame, query, values, saveable } }: { view: QueueView }) {
  const say = wordsOf(frame);
  return (
    <>
      {saveable && (
        <div class="mt-4">
          <SaveViewForm frame={frame} filters={query.toString()} name="" shared={false} errors={[]} />
        </div>
      )}
      {values.q !== undefined && <p class="mt-3 quiet-text">{say('views.noValues')}</p>}
      <p class="mt-3 mb-0">
        <a href={linkTo(frame, '/admin/views')}>{say('views.title')}</a>
      </p>
    </>
  );
}
