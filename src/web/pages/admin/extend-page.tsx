import { type MailPreview } from '../../../requests/mail-previews.js';
import { writtenDay } from '../../../platform/i18n/dates.js';
import { type FieldError } from '../../layout/field-error.js';
import { TextArea } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';
import { LetterPreview } from './letter-preview.js';

export interface ExtendView {
  readonly frame: PageFrame;
  readonly reference: string;
  /** Days such as `2026-03-05`. */
  readonly from: string;
  readonly to: string;
  readonly cite: string;
  readonly reason: string;
  readonly errors: readonly FieldError[];
}

/** Where an admin takes the longer time that the law allows; the new date is shown before. */
export function ExtendPage({ frame, reference, from, to, cite, reason, errors }: ExtendView) {
  const say = wordsOf(frame);
  const dates = { from: writtenDay(from, frame.locale), to: writtenDay(to, frame.locale), cite };
  return (
    <Layout frame={frame} title={markedTitle(frame, say('extend.title', { reference }), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>
        <Phrase frame={frame} text="extend.title" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      <p class="lead">{say('extend.intro', dates)}</p>
      <Form frame={frame}>
        <TextArea name="reason" label={say('extend.reason')} value={reason} most={2000} errors={errors} />
        <div class="actions">
          <Submit name="step" value="preview">
            {say('extend.preview')}
          </Submit>
          <a href={linkTo(frame, `/admin/requests/${reference}`)}>{say('decide.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}

/** The mail that tells of the new date, and the button that sends it. */
export function ExtendPreviewPage({ view, mail }: { view: ExtendView; mail: MailPreview | undefined }) {
  const { frame, reference, reason, to } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('extend.title', { reference })}>
      <h1>
        <Phrase frame={frame} text="extend.title" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      <LetterPreview frame={frame} mail={mail} />
      <Form frame={frame}>
        <input type="hidden" name="reason" value={reason} />
        <div class="actions">
          <Submit name="step" value="send">
            {say('extend.button', { day: writtenDay(to, frame.locale) })}
          </Submit>
          <Submit look="quiet" name="step" value="change">
            {say('refuse.change')}
          </Submit>
        </div>
      </Form>
    </Layout>
  );
}
