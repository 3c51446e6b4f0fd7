import { DIRECTION, LANGUAGE_TAG } from '../../../platform/i18n/locale.js';
import { type MailPreview } from '../../../requests/mail-previews.js';
import { type PageFrame } from '../../layout/frame.js';
import { Notice } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';

/** A mail before it goes, word for word, in the language of the request. */
export function LetterPreview({ frame, mail }: { frame: PageFrame; mail: MailPreview | undefined }) {
  const say = wordsOf(frame);
  if (mail === undefined) return <Notice tone="warn">{say('mail.preview.none')}</Notice>;
  return (
    <section>
      <h2>{say('mail.preview')}</h2>
      <p>
        {say('mail.preview.to')} <Ltr>{mail.to}</Ltr>
      </p>
      <div lang={LANGUAGE_TAG[mail.locale]} dir={DIRECTION[mail.locale]}>
        <p class="fw-semibold">{mail.subject}</p>
        <pre class="mail-text">{mail.text}</pre>
      </div>
    </section>
  );
}
