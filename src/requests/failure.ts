import { type Locale } from '../platform/i18n/locale.js';
import { type Finding, type FindingCode, findingText, isFindingCode } from '../sources/finding.js';
import { requestWords, type RequestWordKey } from './words.js';

type Codes<Key extends string> = Key extends `failure.${infer Code}` ? Code : never;
export type FailureCode = Codes<RequestWordKey>;

/** One sentence about why work stopped: a code with its values, so that every reader has it in their language. */
export interface FailureSentence {
  readonly code: FailureCode | FindingCode;
  readonly values: Finding['values'];
}

/** Why work stopped, for admins, without personal data. */
export type Failure = readonly FailureSentence[];

export function failure(code: FailureCode, values: Finding['values'] = {}): Failure {
  return [{ code, values }];
}

/** The failure in the reader's language. */
export function failureText(locale: Locale, sentences: Failure): string {
  const say = requestWords(locale);
  return sentences
    .map(({ code, values }) =>
      isFindingCode(code) ? findingText(locale, { code, values }) : say(`failure.${code}`, values),
    )
    .join(' ');
}
