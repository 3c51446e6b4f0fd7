import { expect, it } from 'vitest';
import { groundLine, writtenGround } from '../../../src/policy/grounds.js';
import { regime } from '../../../src/policy/regimes.js';

const LOCALES = ['ar', 'fr', 'en'] as const;

it('has a sentence in every language for each ground of the reviewed laws', () => {
  for (const code of ['MA', 'GDPR', 'UK']) {
    const law = regime(code);
    const { refusalGrounds } = law;
    expect(refusalGrounds.length).toBeGreaterThan(0);
    for (const { id } of refusalGrounds) {
      for (const locale of LOCALES)
        expect(writtenGround(law, id, locale).sentence, `${id} ${locale}`).toMatch(/ /);
    }
  }
});

it('says a ground with its article, in the reader’s language', () => {
  expect(groundLine(writtenGround(regime('MA'), 'legal_obligation', 'fr'))).toBe(
    'Une obligation légale s’oppose à la demande (Loi n° 09-08, article 9)',
  );
});

it('says a ground alone where its law has no article', () => {
  const written = writtenGround(regime('MA'), 'journalism', 'en');
  expect(written.cite).toBeUndefined();
  expect(groundLine(written)).toBe(
    'The request is about journalism, which the freedom of the press protects',
  );
});

it('cites the article alone where it has no sentence, and says nothing of what it does not know', () => {
  const own = writtenGround(regime('CA'), 'third_party_information', 'ar');
  expect(groundLine(own)).toBe('PIPEDA s. 9(1)');
  expect(groundLine(writtenGround(regime('MA'), 'unheard_of', 'ar'))).toBeUndefined();
});
