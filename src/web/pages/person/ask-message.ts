import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type Answers, type Asker, EVERY_CONSENT, isOtherConsent } from './ask-answers.js';
import { consentTime, purposeTitle } from './purpose-title.js';

/**
 * All that a request tells the office in words, in the asker's language: which article or consent it is about, and then the
 * asker's own message. Call it where no question is open.
 * @returns undefined where nothing is told
 */
export function messageOf(
  frame: Pick<PageFrame, 'locale' | 'zone'>,
  answers: Answers,
  asker: Asker,
): string | undefined {
  const message = answers.message?.trim() ?? '';
  const told = [...subjectLines(frame, answers, asker), ...(message === '' ? [] : [message])];
  return told.length === 0 ? undefined : told.join('\n\n');
}

function subjectLines(
  frame: Pick<PageFrame, 'locale' | 'zone'>,
  answers: Answers,
  { consents }: Asker,
): string[] {
  const say = wordsOf(frame);
  const { kind, article = '', consent = '' } = answers;
  if (kind === 'article') return [say('ask.told.article', { article: article.trim() })];
  if (kind !== 'consent_withdrawal' || isOtherConsent(answers)) return [];
  if (consents.length === 0) return [say('ask.told.consent', { consent: consent.trim() })];
  return consents
    .filter(({ purpose }) => consent === EVERY_CONSENT || consent === purpose)
    .map((one) => {
      const named = [purposeTitle(frame, one.purpose), consentTime(frame, one)];
      return say('ask.told.consent', { consent: named.join('\n') });
    });
}
