import { type Locale } from '../../platform/i18n/locale.js';
import { type CollectionView } from '../../sources/snapshot.js';
import { escapeCss, escapeHtml } from './escape.js';
import { type BundleRecord } from './record.js';
import { type TextPieces } from './text-pieces.js';
import { type ValueText } from './value-text.js';

/** From this length on a value is text to read, which lies in its own direction. */
const SHORT = 100;

const ROW = Buffer.from('<tr\n><th scope="row">');
const CELL = Buffer.from('<td>');
const TEXT_CELL = Buffer.from('<td class="t">');

/**
 * Pages are tables that a style sheet shows as cards: each row is a record, each cell has its field's title above it, and
 * empty cells are hidden. The titles stand once a page, in the style and in the head row, since records are many; end
 * tags that HTML lets out are left out for the same reason. `unicode-bidi: plaintext` gives each value the direction of
 * its own text, as `bdi` would.
 */
const CARDS = `
.r,.r tbody,.r tr,.r td,.r th{display:block;width:auto;border:0;padding:0}
.r thead{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.r tr{margin-block:1.5rem;padding-block-start:1rem;border-block-start:1px solid var(--line);break-inside:avoid}
.r tbody th{color:var(--quiet);font-size:1rem}
.r td{margin-block-start:.5rem;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
.r td:empty{display:none}
.r td::before{display:block;color:var(--quiet);font-size:.875rem;white-space:normal}
[dir=rtl] .r td{text-align:right}[dir=ltr] .r td{text-align:left}
[dir] .r td.t{text-align:start}[dir] .r td.p::before{content:none}
`.trim();

/** The part of the style that belongs to this collection: its cards, and the titles of its fields. */
export function recordStyle(view: CollectionView, locale: Locale): string {
  const titles = view.fields.map(
    (field, index) => `.r td:nth-child(${index + 2})::before{content:"${escapeCss(field.title[locale])}"}`,
  );
  return `${CARDS}\n${titles.join('\n')}`;
}

export function recordsTop(view: CollectionView, locale: Locale, word: string): string {
  const titles = view.fields.map((field) => `<th scope="col">${escapeHtml(field.title[locale])}`);
  return `<table class="r"><thead><tr><th scope="col">${escapeHtml(word)}${titles.join('')}</thead><tbody>`;
}

export const RECORDS_BOTTOM = '</tbody></table>\n';

/** Adds one record as a row, its values as `text` says them. */
export function addRecordRow(
  out: TextPieces,
  names: readonly string[],
  number: number,
  record: BundleRecord,
  text: ValueText,
): void {
  out.addBytes(ROW);
  out.add(String(number));
  for (const name of names) {
    const value = record[name];
    if (value === null || value === undefined || value === '') out.addBytes(CELL);
    else addCell(out, text(name, value));
  }
}

/** In the place of a record that is too long: where to find it. */
export function pointerRow(number: number, text: string, names: readonly string[]): string {
  return `<tr\n><th scope="row">${number}<td colspan="${names.length}" class="p">${escapeHtml(text)}`;
}

function addCell(out: TextPieces, text: string): void {
  out.addBytes(text.length > SHORT ? TEXT_CELL : CELL);
  out.add(escapeHtml(text));
}
