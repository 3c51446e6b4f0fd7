import { writtenDay, writtenInstant } from '../../platform/i18n/dates.js';
import { CATEGORIES, DATA_CATEGORIES, type DataCategory } from '../../policy/purposes.js';
import { bundleWords } from '../words/words.js';
import { type BundleFacts, type CountedCollection, type CountedSource, sum } from './bundle-facts.js';
import { dataPath, namesFiles, pagePath } from './bundle-facts.js';
import { escapeHtml, isolated } from './escape.js';
import { filesPagePath } from './files-page.js';
import { PAGE_BOTTOM, pageTop, writtenNumber } from './page-frame.js';

/** The first page of a bundle: what was asked, what is here, how to read it, and what was left out and why. */
export function indexPage(sources: readonly CountedSource[], facts: BundleFacts): string {
  const { locale, siteName } = facts;
  const say = bundleWords(locale);
  const title = say('title', { site: siteName });
  return [
    pageTop({ locale, siteName, title }),
    `<main>\n<h1>${escapeHtml(title)}</h1>\n`,
    paragraph(say('intro', { site: siteName })),
    summary(sources, facts),
    paragraph(say('private')),
    howToRead(facts),
    ...sources.map((source) => sourceTable(source, facts)),
    searchedList(facts),
    categoryTable(sources, facts),
    withheldList(sources, facts),
    fieldNames(sources, facts),
    `</main>\n${PAGE_BOTTOM}`,
  ].join('');
}

function summary(sources: readonly CountedSource[], facts: BundleFacts): string {
  const { locale } = facts;
  const say = bundleWords(locale);
  const records = sum(sources.map((source) => source.records));
  const rows = [
    [say('reference'), facts.reference],
    [say('madeAt'), writtenInstant(facts.madeAt, locale, facts.zone)],
    [say('records'), writtenNumber(records, locale)],
  ] as const;
  return `<dl>${rows.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${isolated(value)}</dd>`).join('')}</dl>\n`;
}

function howToRead({ locale }: BundleFacts): string {
  const say = bundleWords(locale);
  return (
    heading(say('how.title')) +
    paragraph(say('how.pages')) +
    paragraph(say('how.files')) +
    `<p>${escapeHtml(say('how.about'))} <a href="about.json"><bdi>about.json</bdi></a></p>\n` +
    paragraph(say('how.check'))
  );
}

function sourceTable(source: CountedSource, facts: BundleFacts): string {
  const { locale } = facts;
  const say = bundleWords(locale);
  const title = heading(say('system', { name: source.title[locale] }));
  const disowned = notTheirsList(source, facts);
  if (source.records === 0) return title + paragraph(say('system.empty')) + disowned;
  const held = source.collections.filter(({ records }) => records > 0);
  return (
    `${title}<table>\n<thead><tr><th scope="col">${escapeHtml(say('column.collection'))}</th>` +
    `<th scope="col">${escapeHtml(say('column.category'))}</th>` +
    `<th scope="col" class="n">${escapeHtml(say('column.records'))}</th>` +
    `<th scope="col" class="files">${escapeHtml(say('column.files'))}</th></tr></thead>\n<tbody>\n` +
    `${held.map((collection) => collectionRow(source, collection, facts)).join('')}</tbody>\n</table>\n${filesLink(source, facts)}${disowned}`
  );
}

/** Rows that the person said are somebody else's: how many, and nothing of them. */
function notTheirsList({ collections, notTheirs = {} }: CountedSource, { locale }: BundleFacts): string {
  const items = collections.flatMap(({ view }) => {
    const rows = notTheirs[view.id];
    if (rows === undefined) return [];
    return [`<dt>${isolated(view.title[locale])}</dt><dd>${writtenNumber(rows, locale)}</dd>\n`];
  });
  if (items.length === 0) return '';
  return `${paragraph(bundleWords(locale)('notTheirs'))}<dl>\n${items.join('')}</dl>\n`;
}

function filesLink(source: CountedSource, { locale }: BundleFacts): string {
  if (!namesFiles(source)) return '';
  return `<p><a href="${filesPagePath(source.id)}">${escapeHtml(bundleWords(locale)('files.link'))}</a></p>\n`;
}

function collectionRow(
  source: CountedSource,
  { view, records }: CountedCollection,
  { locale }: BundleFacts,
): string {
  const category = DATA_CATEGORIES[view.category][locale];
  return (
    `<tr><td><a href="${pagePath(source.id, view.id, 1)}">${escapeHtml(view.title[locale])}</a></td>` +
    `<td>${escapeHtml(category)}</td><td class="n">${writtenNumber(records, locale)}</td>` +
    `<td class="files"><a href="${dataPath(source.id, view.id, 'json')}">JSON</a> ` +
    `<a href="${dataPath(source.id, view.id, 'csv')}">CSV</a></td></tr>\n`
  );
}

/** Systems that are no databases, and what came out of searching them. */
function searchedList({ locale, searched = [] }: BundleFacts): string {
  if (searched.length === 0) return '';
  const say = bundleWords(locale);
  const items = searched.map(({ title, outcome, goneBy }) => {
    const day = goneBy === undefined ? '' : writtenDay(goneBy, locale);
    return `<dt>${isolated(title[locale])}</dt><dd>${escapeHtml(say(`searched.${outcome}`, { day }))}</dd>\n`;
  });
  return `${heading(say('searched.title'))}<dl>\n${items.join('')}</dl>\n`;
}

function categoryTable(sources: readonly CountedSource[], { locale }: BundleFacts): string {
  const say = bundleWords(locale);
  const all = sources.flatMap((source) => source.collections);
  const total = (category: DataCategory) =>
    sum(all.filter(({ view }) => view.category === category).map(({ records }) => records));
  const rows = CATEGORIES.filter((category) => total(category) > 0).map(
    (category) =>
      `<tr><td>${escapeHtml(DATA_CATEGORIES[category][locale])}</td>` +
      `<td class="n">${writtenNumber(total(category), locale)}</td></tr>\n`,
  );
  if (rows.length === 0) return '';
  return (
    `${heading(say('categories.title'))}<table>\n<thead><tr><th scope="col">${escapeHtml(say('column.category'))}</th>` +
    `<th scope="col" class="n">${escapeHtml(say('column.records'))}</th></tr></thead>\n<tbody>\n${rows.join('')}</tbody>\n</table>\n`
  );
}

function withheldList(sources: readonly CountedSource[], { locale }: BundleFacts): string {
  const items = sources.flatMap((source) =>
    source.collections.flatMap(({ view }) =>
      view.withheld.map(
        ({ name, reason }) =>
          `<dt>${isolated(source.title[locale])} · ${isolated(view.title[locale])} · <code>${isolated(name)}</code></dt>` +
          `<dd>${escapeHtml(reason[locale])}</dd>\n`,
      ),
    ),
  );
  if (items.length === 0) return '';
  return `${heading(bundleWords(locale)('withheld.title'))}<dl>\n${items.join('')}</dl>\n`;
}

/** The files name fields as programs do; here is what each name means. */
function fieldNames(sources: readonly CountedSource[], { locale }: BundleFacts): string {
  const lists = sources.flatMap((source) =>
    source.collections
      .filter(({ records }) => records > 0)
      .map(({ view }) => {
        const fields = view.fields.map(
          ({ name, title }) =>
            `<tr><td><code>${isolated(name)}</code></td><td>${escapeHtml(title[locale])}</td></tr>\n`,
        );
        return (
          `<h3>${isolated(source.title[locale])} · ${isolated(view.title[locale])}</h3>\n` +
          `<table><tbody>\n${fields.join('')}</tbody></table>\n`
        );
      }),
  );
  if (lists.length === 0) return '';
  return heading(bundleWords(locale)('fields.title')) + lists.join('');
}

function heading(text: string): string {
  return `<h2>${escapeHtml(text)}</h2>\n`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>\n`;
}
