import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText, isVisible } from '../../src/platform/text/clean-text.js';
import { foldWords, wordFinder } from '../../src/platform/text/fold-words.js';

describe('clean text', () => {
  it.each([
    ['control characters', 'a\u0001b\u007fc\u009fd', 'abcd'],
    ['overrides, embeddings and isolates', '\u202Ea\u202Ab\u2066c\u2069d\u202C', 'abcd'],
    ['spaces without width, fillers, soft hyphens', 'a\u200Bb\uFEFFc\u2060d\u00ADe\u3164f', 'abcdef'],
    ['joiners in Latin words', 'ad\u200Cmi\u200Dn', 'admin'],
    ['joiners at the beginning, and all but the first', '\u200Dلا\u200D\u200D\u200D', 'لا\u200D'],
    ['hidden tag characters', 'x\u{E0041}\u{E0042}y', 'xy'],
    ['blanks around', ' \n a \n ', 'a'],
  ])('loses %s', (_what, text, clean) => expect(cleanText(text)).toBe(clean));

  it.each([
    ['the Persian non-joiner', 'می\u200Cخواهم'],
    ['a joined letter that ends an Arabic abbreviation', '1445 ه\u200D،'],
    ['vowel signs and stretched words', 'كَتَبَ مـــرحبا'],
    [
      'families and flags of emoji',
      '👩\u200D👩\u200D👧 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} ❤️\u200D🔥 🧑🏽\u200D🚀',
    ],
    ['marks of direction in Arabic text', 'قال\u200F: «نعم»'],
    ['script, which is text', '<script>alert("x")</script> & <b>'],
    ['tabs and line ends', 'a\tb\n\nc'],
  ])('keeps %s', (_what, text) => expect(cleanText(text)).toBe(text));

  it('has one kind of line end', () => expect(cleanText('a\r\nb\rc\u2028d')).toBe('a\nb\nc\nd'));

  it('is one composed line for names', () => {
    expect(cleanLine(' Mona\n\tel\u200F  Fassi\u202E ')).toBe('Mona el Fassi');
    expect(cleanLine('e\u0301')).toBe('é');
  });

  it('is nothing where nothing can be seen', () => {
    expect(['', ' \n', '\u200F', '\u0301', '\u00a0\u3000'].filter(isVisible)).toEqual([]);
    expect(['a', '.', '🙂', 'ل'].filter(isVisible)).toHaveLength(4);
  });
});

describe('folded words', () => {
  it.each([
    ['إعـــلانٌ', 'اعلان'],
    ['أآإٱا', 'ااااا'],
    ['Élan CASINO', 'elan casino'],
    ['ｃａｓｉｎｏ 𝓬𝓪𝓼𝓲𝓷𝓸', 'casino casino'],
    ['مقهى، مدرسة', 'مقهي مدرسه'],
    ['١٢٣-۴۵۶', '123 456'],
  ])('of %j are %j', (text, folded) => expect(foldWords(text)).toBe(folded));

  it('find whole words, with what Arabic joins to them', () => {
    const found = wordFinder(['قمار', 'win money', 'ass'].map(foldWords));
    for (const text of ['القِمار', 'وبالقمـار!', 'للقمار', 'Win -- MONEY now', 'kick ass'])
      expect(found(text), text).toBe(true);
    for (const text of ['أقمار صناعية', 'class', 'win some money', '']) expect(found(text), text).toBe(false);
  });

  it('are none where there is no word', () => expect(wordFinder(['', ''])('anything')).toBe(false));
});
