import { expect, it } from 'vitest';
import { type Locale } from '../../src/platform/i18n/locale.js';
import { mailText } from '../../src/platform/mail/layout/mail-text.js';

it.each<[Locale, string]>([
  ['fr', 'Référence\u00a0: '],
  ['en', 'Référence: '],
  ['ar', 'Référence: '],
])('puts a space that no line breaks before the colon of a label in French alone: %s', (locale, label) => {
  const facts = { kind: 'facts', rows: [{ label: 'Référence', value: 'R-2222-2222', ltr: true }] } as const;
  const text = mailText(
    { subject: 'S', blocks: [facts] },
    { locale, site: 'S', to: 'nobody@readers.example' },
  );
  expect(text).toMatch(new RegExp(`^${label}\\u2066R-2222-2222`));
});
