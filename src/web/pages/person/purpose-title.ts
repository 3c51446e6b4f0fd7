import { type Consent } from '../../../consent/consents.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { PURPOSES } from '../../../policy/purposes.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** What data are used for, in the reader's language. A purpose that the policy does not name any more is shown by its id. */
export function purposeTitle({ locale }: Pick<PageFrame, 'locale'>, purpose: string): string {
  return PURPOSES.find(({ id }) => id === purpose)?.title[locale] ?? purpose;
}

/** When a consent was given, and to which wording. */
export function consentTime(
  frame: Pick<PageFrame, 'locale' | 'zone'>,
  { policyVersion, givenAt }: Consent,
): string {
  const given = writtenInstant(givenAt, frame.locale, frame.zone);
  return wordsOf(frame)('ask.consent.given', { given, version: policyVersion });
}
