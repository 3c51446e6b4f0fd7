import { type FieldError } from '../../layout/field-error.js';
import { TextArea } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';

export interface LiftView {
  readonly frame: PageFrame;
  readonly reference: string;
  /** How long the person has to say something; missing where the portal is set not to wait. */
  readonly wait?: string;
  readonly reason: string;
  readonly errors: readonly FieldError[];
}

/** Where an admin says why a restriction ends, before the person is told. */
export function LiftPage({ frame, reference, wait, reason, errors }: LiftView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('lift.title', { reference }), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>
        <Phrase frame={frame} text="lift.title" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      <p class="lead">{say('lift.intro', { wait: wait ?? 'none' })}</p>
      <Form frame={frame}>
        <TextArea name="reason" label={say('lift.reason')} value={reason} most={2000} errors={errors} />
        <div class="actions">
          <Submit>{say('lift.button')}</Submit>
          <a href={linkTo(frame, `/admin/requests/${reference}`)}>{say('decide.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}
