/** Letters that Arabic keyboards, and Persian ones, write for the same one; alefs with hamza or madda decompose. */
const SAME: Readonly<Record<string, string>> = {
  '\u0671': '\u0627',
  '\u0649': '\u064A',
  '\u06CC': '\u064A',
  '\u06A9': '\u0643',
  '\u0629': '\u0647',
};

/**
 * The words of a text, divided by single blanks, as they are compared: without case, vowel signs and other marks, without
 * the stretching line and invisible characters; the forms of alef, yeh, kaf and final heh are one letter each, and so are
 * wide, styled and other forms of a letter or digit (NFKD).
 */
export function foldWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replace(/[\u0671\u0649\u06CC\u06A9\u0629]/gu, (letter) => SAME[letter] ?? letter)
    .replace(/[\u0660-\u0669]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06F0-\u06F9]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What Arabic writes before a word and as one with it: and, so, in, as, for, the. */
const PREFIXES =
  '(?:[\u0648\u0641]?(?:[\u0628\u0643\u0644]?\u0627\u0644|\u0644\u0644|[\u0628\u0643\u0644])?)';

/**
 * Finds whole words, or runs of words, in a text; before an Arabic one may stand what Arabic joins to it.
 * @param folded as `foldWords` gives them
 */
export function wordFinder(folded: readonly string[]): (text: string) => boolean {
  const words = folded.filter((word) => word !== '');
  if (words.length === 0) return () => false;
  const ways = words.map((word) => (/^\p{Script=Arabic}/u.test(word) ? `${PREFIXES}${word}` : word));
  const found = new RegExp(`(?:^| )(?:${ways.join('|')})(?= |$)`, 'u');
  return (text) => found.test(foldWords(text));
}
