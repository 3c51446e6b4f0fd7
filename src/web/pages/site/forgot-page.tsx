import { type FieldError } from '../../layout/field-error.js';
import { EmailForm } from '../../layout/email-form.js';
import { ErrorSummary, markedTitle, WaitNotice } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

export interface ForgotView {
  readonly frame: PageFrame;
  readonly email: string;
  readonly errors: readonly FieldError[];
  /** Set after too many tries. */
  readonly waitMinutes?: number;
}

export function ForgotPage({ frame, email, errors, waitMinutes }: ForgotView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('forgot.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <WaitNotice frame={frame} minutes={waitMinutes} />
      <h1>{say('forgot.title')}</h1>
      <p class="lead">{say('forgot.intro')}</p>
      <EmailForm frame={frame} email={email} errors={errors} />
    </Layout>
  );
}
