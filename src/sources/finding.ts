import { catalogue } from '../platform/i18n/catalogue.js';
import { type Locale } from '../platform/i18n/locale.js';
import { ar } from './words/ar.js';
import { en } from './words/en.js';
import { fr } from './words/fr.js';

const findingWords = catalogue({ en, fr, ar });

export type FindingCode = keyof typeof en extends `finding.${infer Code}` ? Code : never;

/** What was found out about a source, for admins and operators in their language: names and counts, no personal data. */
export interface Finding {
  readonly code: FindingCode;
  readonly values: Readonly<Record<string, string | number>>;
}

export function finding(code: FindingCode, values: Finding['values'] = {}): Finding {
  return { code, values };
}

export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(en, `finding.${code}`);
}

/** The finding as a sentence. */
export function findingText(locale: Locale, { code, values }: Finding): string {
  return findingWords(locale)(`finding.${code}`, values);
}

/** Several as one text in English, for logs, programs and the terminal. */
export function findingsInEnglish(findings: readonly Finding[]): string {
  return findings.map((each) => findingText('en', each)).join(' ');
}
