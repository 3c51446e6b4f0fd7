import { type FieldError } from '../../layout/field-error.js';
import { Choices } from '../../layout/choices.js';
import { TextArea } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';
import { type MailPreview } from '../../../requests/mail-previews.js';
import { regimeName } from '../regime-name.js';
import { groundChoices } from './ground-words.js';
import { LetterPreview } from './letter-preview.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';

export interface RefuseView {
  readonly frame: PageFrame;
  readonly request: Pick<SubjectRequest, 'reference' | 'regime' | 'locale'>;
  readonly ground: string;
  readonly explanation: string;
  readonly errors: readonly FieldError[];
}

/** Where an admin says on which ground a request is refused, and why. */
export function RefusePage({ frame, request, ground, explanation, errors }: RefuseView) {
  const say = wordsOf(frame);
  const { reference, regime, locale } = request;
  return (
    <Layout frame={frame} title={markedTitle(frame, say('refuse.title', { reference }), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>
        <Phrase frame={frame} text="refuse.title" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      <p class="lead">{say('refuse.intro')}</p>
      <Form frame={frame}>
        <Choices
          name="ground"
          label={say('refuse.ground', { regime: regimeName(frame, regime) })}
          values={[ground]}
          choices={groundChoices(frame, regime)}
          errors={errors}
        />
        <TextArea
          name="explanation"
          label={say('refuse.explanation')}
          hint={say('refuse.explanation.hint', { language: say(`letter.locale.${locale}`) })}
          value={explanation}
          most={5000}
          rows={8}
          errors={errors}
        />
        <div class="actions">
          <Submit name="step" value="preview">
            {say('refuse.preview')}
          </Submit>
          <a href={linkTo(frame, `/admin/requests/${reference}`)}>{say('decide.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}

/** The mail that a refusal sends, and the button that sends it. */
export function RefusePreviewPage({ view, mail }: { view: RefuseView; mail: MailPreview | undefined }) {
  const { frame, request, ground, explanation } = view;
  const say = wordsOf(frame);
  const { reference } = request;
  return (
    <Layout frame={frame} title={say('refuse.title', { reference })}>
      <h1>
        <Phrase frame={frame} text="refuse.title" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      <LetterPreview frame={frame} mail={mail} />
      <Form frame={frame}>
        <input type="hidden" name="ground" value={ground} />
        <input type="hidden" name="explanation" value={explanation} />
        <div class="actions">
          <Submit look="danger" name="step" value="send">
            {say('refuse.button')}
          </Submit>
          <Submit look="quiet" name="step" value="change">
            {say('refuse.change')}
          </Submit>
        </div>
      </Form>
    </Layout>
  );
}
