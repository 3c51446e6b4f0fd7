import { type Consent } from '../../../consent/consents.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { PURPOSES } from '../../../policy/purposes.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** What data are used for, in the reader's language. A purpose that the policy does not name any more is shown by its id. */
export function purposeTitle({ locale }: Pick<PageFrame, 'locale'>, purpose: string): string {
  return PURPOSES.find(({ id }) => id === purpose)?.title[locale] ?? purpose;
}

/** A consent that was given, with when and to which wording. */
export function consentName(
  frame: Pick<PageFrame, 'locale' | 'zone'>,
  { purpose, policyVersion, givenAt }: Consent,
): string {
  return wordsOf(frame)('ask.consent.given', {
    purpose: purposeTitle(frame, purpose),
    given: writtenInstant(givenAt, frame.locale, frame.zone),
    version: policyVersion,
  });
}
