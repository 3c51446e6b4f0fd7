import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../../src/platform/i18n/locale.js';
import { page } from '../../../src/web/layout/page.js';
import { wordsOf } from '../../../src/web/layout/phrase.js';
import { readSearch } from '../../../src/web/pages/auditor/search-form.js';
import { SearchPage } from '../../../src/web/pages/auditor/search-page.js';
import { presentSearch } from '../../../src/web/pages/auditor/search-view.js';
import { frameOf } from './samples.js';

const PART = {
  items: [],
  next: 'sealed-cursor',
  partial: true,
  searchedBackTo: '2026-03-05T10:00:00.000Z',
  staff: new Map(),
  facets: { facets: [], counted: 0, estimated: true },
};

describe('a search that is not at its end', () => {
  it.each(LOCALES)('says how far it came and leads on, in %s', (locale) => {
    const frame = frameOf(locale, { path: '/audit' });
    const form = readSearch({ q: 'nadia' });
    const html = page(SearchPage(presentSearch(frame, form, {}, PART)));
    expect(html).toContain(wordsOf(frame)('audit.backTo.nothing'));
    expect(html).toContain('datetime="2026-03-05T10:00:00.000Z"');
    expect(html).toMatch(/rel="next" href="[^"]*q=nadia[^"]*cursor=sealed-cursor/);
    expect(html).toContain(wordsOf(frame)('audit.continue'));
    expect(html).not.toContain('<table');
    const whole = { ...PART, next: null, partial: false, searchedBackTo: undefined };
    const ended = page(SearchPage(presentSearch(frame, form, {}, whole)));
    expect(ended).not.toContain(wordsOf(frame)('audit.continue'));
  });
});
