import { expect, it } from 'vitest';
import { writtenCite } from '../../../src/policy/cites.js';

it('cites an article as the reader’s language does, and leaves what it does not know', () => {
  expect(writtenCite('Law 09-08, Art. 7', 'ar')).toBe('القانون رقم 09.08، المادة 7');
  expect(writtenCite('GDPR Art. 12(3)', 'fr')).toBe('RGPD, article 12(3)');
  expect(writtenCite('UK GDPR Art. 12(5)', 'fr')).toBe('RGPD britannique, article 12(5)');
  expect(writtenCite('Law 09-08, Art. 7', 'en')).toBe('Law 09-08, Art. 7');
  for (const locale of ['ar', 'fr', 'en'] as const) {
    expect(writtenCite('PIPEDA s. 9(1)', locale)).toBe('PIPEDA s. 9(1)');
  }
});
