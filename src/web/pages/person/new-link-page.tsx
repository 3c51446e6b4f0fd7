import { type FieldError } from '../../layout/field-error.js';
import { EmailForm } from '../../layout/email-form.js';
import { TextField } from '../../layout/fields.js';
import { ErrorSummary, markedTitle, WaitNotice } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';

export interface NewLinkView {
  readonly frame: PageFrame;
  /** The request that the page is for; without it, the form asks for one, as `typed`. */
  readonly reference?: string;
  readonly typed: string;
  readonly email: string;
  readonly errors: readonly FieldError[];
  readonly waitMinutes?: number;
}

/** Where somebody without an account asks for a new link to their request. */
export function NewLinkPage({ frame, reference, typed, email, errors, waitMinutes }: NewLinkView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('link.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <WaitNotice frame={frame} minutes={waitMinutes} />
      <h1>{say('link.title')}</h1>
      <p class="lead">
        {reference === undefined ? (
          say('link.any')
        ) : (
          <Phrase frame={frame} text="link.intro" values={{ reference: <Ltr>{reference}</Ltr> }} />
        )}
      </p>
      <EmailForm frame={frame} email={email} errors={errors}>
        {reference === undefined && (
          <TextField
            name="reference"
            label={say('own.reference')}
            hint={say('link.reference.hint')}
            value={typed}
            errors={errors}
          />
        )}
      </EmailForm>
    </Layout>
  );
}
