import { PORTAL_ID } from '../../sources/sources-file.js';
import { bundleWords } from '../words/words.js';
import {
  type AskedSource,
  type BundleFacts,
  type CountedCollection,
  dataPath,
  pagesOf,
} from './bundle-facts.js';
import { escapeHtml, isolated } from './escape.js';
import { PAGE_BOTTOM, pageTop, writtenNumber } from './page-frame.js';
import { addRecordRow, pointerRow, RECORDS_BOTTOM, recordStyle, recordsTop } from './record-html.js';
import { type BundleRecord } from './record.js';
import { type TextPieces } from './text-pieces.js';
import { type ValueText, valueText } from './value-text.js';

/** The texts of one collection's pages. Whatever is the same on each is made once. */
export class PageText {
  private readonly names: readonly string[];
  private readonly style: string;
  private readonly tableTop: string;
  private readonly count: string;
  private readonly pointer: string;
  private readonly value: ValueText;

  constructor(
    private readonly source: AskedSource,
    private readonly collection: CountedCollection,
    private readonly facts: BundleFacts,
  ) {
    const { view } = collection;
    const { locale } = facts;
    const say = bundleWords(locale);
    this.value = valueText(locale, facts.zone, source.id === PORTAL_ID);
    this.names = view.fields.map((field) => field.name);
    this.style = recordStyle(view, locale);
    this.count = writtenNumber(collection.records, locale);
    this.tableTop = recordsTop(view, locale, say('page.record'));
    this.pointer = say('page.toolong', { file: dataPath(source.id, view.id, 'json') });
  }

  /** Everything before the records. */
  top(page: number): string {
    const { locale, siteName } = this.facts;
    const say = bundleWords(locale);
    const title = this.collection.view.title[locale];
    const place = say('page.of', { page: String(page), pages: String(pagesOf(this.collection.records)) });
    return (
      pageTop({ locale, siteName, title: `${title} (${page})`, style: this.style }) +
      `<main>\n<h1>${escapeHtml(title)}</h1>\n<p class="quiet">${isolated(this.source.title[locale])} · ` +
      `${escapeHtml(place)} · ${escapeHtml(say('page.records', { n: this.count }))}</p>\n${this.steps(page)}${this.tableTop}`
    );
  }

  /** @param record undefined where it is too long */
  addRow(out: TextPieces, number: number, record: BundleRecord | undefined): void {
    if (record === undefined) out.add(pointerRow(number, this.pointer, this.names));
    else addRecordRow(out, this.names, number, record, this.value);
  }

  /** What stands in the place of a record that is too long. */
  get tooLong(): string {
    return this.pointer;
  }

  /** Everything after the records. */
  bottom(page: number): string {
    return `${RECORDS_BOTTOM}${this.steps(page)}</main>\n${PAGE_BOTTOM}`;
  }

  /** Links to the pages around this one. */
  private steps(page: number): string {
    const say = bundleWords(this.facts.locale);
    const name = (number: number) => `${this.collection.view.id}-${number}.html`;
    const links = [`<a href="../../index.html">${escapeHtml(say('page.contents'))}</a>`];
    if (page > 1)
      links.push(`<a rel="prev" href="${name(page - 1)}">${escapeHtml(say('page.previous'))}</a>`);
    if (page < pagesOf(this.collection.records))
      links.push(`<a rel="next" href="${name(page + 1)}">${escapeHtml(say('page.next'))}</a>`);
    return `<nav>${links.join('')}</nav>\n`;
  }
}
