import { bundleWords } from '../words/words.js';
import { type AskedSource, type BundleFacts } from './bundle-facts.js';
import { type BundledFiles } from './bundled-files.js';
import { escapeHtml, isolated } from './escape.js';
import { PAGE_BOTTOM, pageTop } from './page-frame.js';

/** Where the list of a source's files lies in the bundle. */
export function filesPagePath(source: string): string {
  return `pages/${source}/files.html`;
}

/** A page that lists the files of a source, and those that a record names and that are not here. */
export function filesPage(source: AskedSource, files: BundledFiles, facts: BundleFacts): string {
  const { locale, siteName } = facts;
  const say = bundleWords(locale);
  const title = say('files.title');
  const links = files.paths.map(
    (path) =>
      `<li><a href="../../${escapeHtml(linkTo(path))}">${isolated(path.slice(`files/${source.id}/`.length))}</a>\n`,
  );
  const missing = files.missing.map(
    ({ path, fault }) => `<li>${isolated(path)}: ${escapeHtml(say(`files.fault.${fault}`))}\n`,
  );
  return (
    pageTop({ locale, siteName, title }) +
    `<main>\n<h1>${escapeHtml(title)}</h1>\n<p class="quiet">${isolated(source.title[locale])}</p>\n` +
    `<nav><a href="../../index.html">${escapeHtml(say('page.contents'))}</a></nav>\n` +
    (links.length === 0 ? '' : `<ul>\n${links.join('')}</ul>\n`) +
    (missing.length === 0
      ? ''
      : `<h2>${escapeHtml(say('files.missing'))}</h2>\n<ul>\n${missing.join('')}</ul>\n`) +
    `</main>\n${PAGE_BOTTOM}`
  );
}

function linkTo(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
