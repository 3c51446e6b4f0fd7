/** Line ends of every kind, as one. */
const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085]/gu;
/** Control characters but tabs and line ends. */
const CONTROLS = /[^\P{Cc}\n\t]/gu;
/** Embeddings, overrides and isolates: they turn the text of others around (UAX #9). */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/gu;
/** What shows nothing and is needed by no script: spaces without width, fillers, invisible operators, annotations. */
const UNSEEN =
  /\u034F|\u17B4|\u17B5|[\u00AD\u115F\u1160\u180E\u200B\u2060-\u2065\u206A-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}]/gu;
/** Tag characters spell some flags, after a black one; anywhere else they hide text. */
const TAGS = /\u{1F3F4}[\u{E0020}-\u{E007E}]{1,8}\u{E007F}|[\u{E0000}-\u{E0FFF}]/gu;
/** Marks that say which way a neutral character reads: Arabic texts need them, names do not. */
const DIRECTION_MARKS = /[\u061C\u200E\u200F]/gu;

/** Scripts whose letters join, or must not, by an invisible sign after them. Their marks belong to no script. */
const JOINING = [
  'Arabic',
  'Syriac',
  'Nko',
  'Mongolian',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
]
  .map((script) => `\\p{Script=${script}}`)
  .join('');
/** The joiner and the non-joiner, but for those after such a letter, or between two emoji. */
const STRAY_JOINERS = new RegExp(
  String.raw`(?<![${JOINING}\p{M}\p{Extended_Pictographic}\u{1F3FB}-\u{1F3FF}])[\u200C\u200D]|(?<=[\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}])[\u200C\u200D](?!\p{Extended_Pictographic})`,
  'gu',
);

/**
 * Text of several lines as everybody sees it: without control characters, without what turns text around or cannot be
 * seen; line ends are `\n`. What scripts and emoji need stays.
 */
export function cleanText(text: string): string {
  return text
    .replace(LINE_ENDS, '\n')
    .replace(CONTROLS, '')
    .replace(TURNING, '')
    .replace(UNSEEN, '')
    .replace(TAGS, (found) => (found.startsWith('\u{1F3F4}') ? found : ''))
    .replace(STRAY_JOINERS, '')
    .trim();
}

/** As `cleanText`, on one line, composed (NFC), with single blanks and without marks of direction: for names. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(DIRECTION_MARKS, '').replace(/\s+/gu, ' ').normalize('NFC').trim();
}

/** Whether there is anything to see in it. */
export function isVisible(text: string): boolean {
  return /[^\p{Z}\p{Cc}\p{Cf}\p{M}]/u.test(text);
}
