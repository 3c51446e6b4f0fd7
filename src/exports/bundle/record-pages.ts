import { bundleWords } from '../words/words.js';
import {
  type AskedSource,
  type BundleFacts,
  type CountedCollection,
  CountMismatch,
  dataPath,
  pagePath,
  pagesOf,
  RECORDS_A_PAGE,
} from './bundle-facts.js';
import { escapeHtml, isolated } from './escape.js';
import { lineBatches } from './ndjson.js';
import { PAGE_BOTTOM, pageTop, writtenNumber } from './page-frame.js';
import { recordRenderer } from './record-html.js';

/** Text is handed on in pieces of about this many characters, so that no page is ever held whole. */
const PIECE = 64 * 1024;

export interface RecordPage {
  readonly path: string;
  readonly content: AsyncIterable<Buffer>;
}

/**
 * The pages of one collection, all made from one read of its records. Each page's content must be consumed before
 * the next page is asked for.
 */
export async function* recordPages(
  source: AskedSource,
  collection: CountedCollection,
  facts: BundleFacts,
  onRecords: (records: number) => void,
): AsyncGenerator<RecordPage> {
  const pages = pagesOf(collection.records);
  if (pages === 0) return;
  const records = renderedRecords(source, collection, facts);
  try {
    for (let page = 1; page <= pages; page += 1) {
      const path = pagePath(source.id, collection.view.id, page);
      yield { path, content: pageContent(source, collection, facts, page, records, onRecords) };
    }
    // Reads the end of the stream too: a stream left before its end costs the source its connection.
    if ((await records.next()).done !== true) throw new CountMismatch(source.id);
  } finally {
    await records.return(undefined);
  }
}

async function* pageContent(
  source: AskedSource,
  collection: CountedCollection,
  facts: BundleFacts,
  page: number,
  records: AsyncIterator<readonly string[]>,
  onRecords: (records: number) => void,
): AsyncGenerator<Buffer> {
  const steps = pageSteps(collection, facts, page);
  yield Buffer.from(pageTitle(source, collection, facts, page) + steps);
  let left = Math.min(RECORDS_A_PAGE, collection.records - (page - 1) * RECORDS_A_PAGE);
  while (left > 0) {
    const batch = await records.next();
    if (batch.done === true) throw new CountMismatch(source.id);
    left -= batch.value.length;
    onRecords(batch.value.length);
    yield Buffer.from(batch.value.join(''));
  }
  yield Buffer.from(steps + PAGE_BOTTOM);
}

/** Records as HTML in batches that end where a page ends. */
async function* renderedRecords(
  source: AskedSource,
  collection: CountedCollection,
  facts: BundleFacts,
): AsyncGenerator<readonly string[], undefined> {
  const { view } = collection;
  const say = bundleWords(facts.locale);
  const render = recordRenderer(view, facts.locale, say('page.record'));
  const file = dataPath(source.id, view.id, 'json');
  const tooLong = `<section><p>${escapeHtml(say('page.toolong', { file }))}</p></section>\n`;
  let number = 0;
  let batch: string[] = [];
  let length = 0;
  for await (const lines of lineBatches(source.snapshot.read(view.id, 'ndjson'))) {
    for (const line of lines) {
      number += 1;
      const html = line === undefined ? tooLong : render(number, line);
      batch.push(html);
      length += html.length;
      if (length >= PIECE || number % RECORDS_A_PAGE === 0) {
        yield batch;
        [batch, length] = [[], 0];
      }
    }
  }
  if (batch.length > 0) yield batch;
  return undefined;
}

function pageTitle(
  source: AskedSource,
  collection: CountedCollection,
  { locale, siteName }: BundleFacts,
  page: number,
): string {
  const title = collection.view.title[locale];
  const words = { page: String(page), pages: String(pagesOf(collection.records)) };
  const place = bundleWords(locale)('page.of', words);
  return (
    pageTop({ locale, siteName, title: `${title} (${page})` }) +
    `<main>\n<h1>${escapeHtml(title)}</h1>\n<p class="quiet">${isolated(source.title[locale])} · ` +
    `${escapeHtml(place)} · ${escapeHtml(bundleWords(locale)('records'))}: ${writtenNumber(collection.records, locale)}</p>\n`
  );
}

/** Links to the pages around this one. */
function pageSteps(collection: CountedCollection, { locale }: BundleFacts, page: number): string {
  const say = bundleWords(locale);
  const name = (number: number) => `${collection.view.id}-${number}.html`;
  const links = [`<a href="../../index.html">${escapeHtml(say('page.contents'))}</a>`];
  if (page > 1) links.push(`<a rel="prev" href="${name(page - 1)}">${escapeHtml(say('page.previous'))}</a>`);
  if (page < pagesOf(collection.records))
    links.push(`<a rel="next" href="${name(page + 1)}">${escapeHtml(say('page.next'))}</a>`);
  return `<nav>${links.join('')}</nav>\n`;
}
