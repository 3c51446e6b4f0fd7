import { type Locale } from '../../platform/i18n/locale.js';
import { type CollectionView } from '../../sources/snapshot.js';
import { escapeHtml } from './escape.js';

/** From this length on a value is text to read, in lines of its own and in its own direction. */
const SHORT = 100;

/** Renders one record: its number, then each field that holds something, under its title. */
export type RecordRenderer = (number: number, line: string) => string;

/** Made once a collection: whatever is the same for every record is prepared here. */
export function recordRenderer(view: CollectionView, locale: Locale, word: string): RecordRenderer {
  const titles = view.fields.map(
    (field) => [field.name, `<dt>${escapeHtml(field.title[locale])}</dt>`] as const,
  );
  const heading = `<section><h2>${escapeHtml(word)} `;
  return (number, line) => {
    const record = JSON.parse(line) as Record<string, unknown>;
    let html = `${heading}${number}</h2><dl>\n`;
    for (const [name, title] of titles) {
      const value = record[name];
      if (value !== null && value !== undefined && value !== '') html += title + valueHtml(value);
    }
    return `${html}</dl></section>\n`;
  };
}

function valueHtml(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length <= SHORT && !text.includes('\n')) return `<dd><bdi>${escapeHtml(text)}</bdi></dd>\n`;
  return `<dd class="t" dir="auto">${escapeHtml(text)}</dd>\n`;
}
