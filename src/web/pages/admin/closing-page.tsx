import { type FieldError } from '../../layout/field-error.js';
import { TextArea } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';
import { type RecipientLine, RecipientsToTell } from './recipients-to-tell.js';

/** Stopping an erasure that waits, or closing what was done by hand. */
export interface ClosingView {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly step: 'stopErasure' | 'complete';
  readonly reason: string;
  readonly answer: string;
  readonly recipients: readonly RecipientLine[];
  readonly errors: readonly FieldError[];
}

const TITLES = { stopErasure: 'stopErasure.title', complete: 'complete.title' } as const;

/** Asks once more before the step, which its button names. */
export function ClosingPage({ frame, reference, step, reason, answer, recipients, errors }: ClosingView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say(TITLES[step], { reference }), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>
        <Phrase frame={frame} text={TITLES[step]} values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      <p class="lead">{say(step === 'complete' ? 'complete.intro' : 'stopErasure.intro')}</p>
      <RecipientsToTell frame={frame} recipients={recipients} />
      <Form frame={frame}>
        {step === 'stopErasure' && (
          <TextArea
            name="reason"
            label={say('stopErasure.reason')}
            value={reason}
            most={2000}
            errors={errors}
          />
        )}
        {step === 'complete' && (
          <TextArea
            name="answer"
            label={say('complete.answer')}
            hint={say('complete.answer.hint')}
            value={answer}
            most={5000}
            required={false}
            errors={errors}
          />
        )}
        <div class="actions">
          <Submit>{say(step === 'complete' ? 'complete.button' : 'stopErasure.button')}</Submit>
          <a href={linkTo(frame, `/admin/requests/${reference}`)}>{say('decide.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}
