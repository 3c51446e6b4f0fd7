import { AsWritten } from '../../layout/as-written.js';
import { type FieldError } from '../../layout/field-error.js';
import { TextArea, TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Notice } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { type HoldTask } from './hold-view.js';

/** Something to do about one hold, on a page of its own. */
export interface HoldTaskView {
  readonly frame: PageFrame;
  readonly task: HoldTask;
  readonly matter: string;
  /** Page of the hold. */
  readonly back: string;
  /** What follows from it. */
  readonly text: string;
  /** Of a release that was asked for: why. */
  readonly askedFor?: string;
  readonly reason: string;
  /** Of a new review date. */
  readonly reviewOn: string;
  readonly errors: readonly FieldError[];
  /** Something is being erased just now. */
  readonly busy: boolean;
}

export function HoldTaskPage(view: HoldTaskView) {
  const { frame, task, errors } = view;
  const say = wordsOf(frame);
  const title = say(`hold.step.${task}`);
  return (
    <Layout frame={frame} title={markedTitle(frame, title, errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      {view.busy && (
        <Notice tone="bad" said>
          {say('hold.busy')}
        </Notice>
      )}
      <h1>{title}</h1>
      <p class="lead">
        <bdi>{view.matter}</bdi>
      </p>
      <p>{view.text}</p>
      {view.askedFor !== undefined && (
        <>
          <h2>{say('hold.release.reason')}</h2>
          <AsWritten text={view.askedFor} look="letter" />
        </>
      )}
      <Form frame={frame}>
        {task === 'review' && (
          <TextField
            name="reviewOn"
            label={say('hold.newReviewOn')}
            type="date"
            value={view.reviewOn}
            errors={errors}
          />
        )}
        <TextArea
          name="reason"
          label={task === 'keep' ? say('hold.reasonOptional') : say('hold.reason')}
          hint={say('hold.reason.hint')}
          value={view.reason}
          most={2000}
          rows={4}
          required={task !== 'keep'}
          errors={errors}
        />
        <div class="actions">
          <Submit look={task === 'confirm' ? 'danger' : 'primary'}>{say(`hold.button.${task}`)}</Submit>
          <a href={linkTo(frame, view.back)}>{say('desk.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}
