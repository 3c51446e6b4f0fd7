/** Widths in parts of the font's size, of the usual sans-serif faces. */
const ARABIC = 0.5;
const WIDE = 0.62;
const NARROW = 0.3;
const OTHER = 0.55;
const SIZE = /([\d.]+)px/;
const DEFAULT_SIZE = 12;

/** About how wide a line of text is, in pixels. `font` reads like `12px sans-serif`. */
export function textWidth(text: string, font = ''): number {
  const size = Number(SIZE.exec(font)?.[1] ?? DEFAULT_SIZE);
  return [...text].reduce((width, character) => width + partOf(character) * size, 0);
}

function partOf(character: string): number {
  // Marks stand above letters, and marks of direction are not seen.
  if (/[\p{Mn}\p{Cf}]/u.test(character)) return 0;
  if (/\p{Script=Arabic}/u.test(character)) return ARABIC;
  if (/[\p{Lu}mw]/u.test(character)) return WIDE;
  if (/[\s.,:;'ijlI|()]/u.test(character)) return NARROW;
  return OTHER;
}
