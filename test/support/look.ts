import type axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Page } from 'playwright-core';
import { DIRECTION } from '../../src/platform/i18n/locale.js';
import { COOKIES } from '../../src/policy/cookies.js';
import { type Visit } from './visit.js';

/** Width in pixels of the narrowest window that pages must fit into (WCAG 2.2, 1.4.10). */
export const NARROW = 320;

/** Kinds of pages that somebody looked at, over all visitors. */
export const seenKinds = new Set<string>();

/** `/requests/R-7K3F-92QM` and its like are one kind, as routes name it. */
export function kindOf(path: string): string {
  return (path.split('?')[0] ?? '')
    .replace(/\/R(?:-[0-9A-Z]{4}){2}/, '/{reference}')
    .replace(/\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, '/{id}')
    .replace(/\/[\w-]{43}(?=\/|$)/, '/{token}')
    .replace(/\/\d+(?=\/|$)/, '/{seq}')
    .replace(/^(\/admin\/sources)\/[a-z][a-z0-9-]*$/, '$1/{id}')
    .replace(/^(\/privacy\/versions)\/[\d.-]+$/, '$1/{version}')
    .replace(/^(\/articles)\/[^/]+/, '$1/{slug}')
    .replace(/(\/checks)\/[a-z][a-z0-9-]*$/, '$1/{system}')
    .replace(/^(\/unconfirmed)\/[a-z][a-z0-9-]*\/[a-z][a-z0-9_-]*$/, '$1/{source}/{collection}');
}

/**
 * Looks at the page that is open: its status, what went wrong in the browser, its HTML, its width on a narrow screen and
 * whether everybody can use it.
 * @param expected the status that the page should have come with
 * @param known the rules of accessibility, which take most of the time, are left out for a kind of page that somebody looked
 * at in the same direction before
 * @returns what is wrong, one line each
 */
export async function look(visit: Visit, expected = 200, known = false): Promise<string[]> {
  const { page, path, status } = visit;
  const kind = kindOf(path);
  seenKinds.add(kind);
  const isNew = isFirstOf(`${DIRECTION[visit.locale]} ${kind}`);
  const [html, violations] = await Promise.all([
    visit.html().then(htmlFaults),
    isNew || !known ? accessibilityFaults(visit) : [],
  ]);
  const over = await overflowWhenNarrow(page);
  const wrong = [
    ...(status === expected ? [] : [`status ${status}`]),
    ...(over > 0 ? [`${over} px too wide at ${NARROW} px`] : []),
    ...violations,
    ...html,
    ...undeclared(await visit.context.cookies()),
    ...visit.faults.splice(0),
  ];
  return wrong.map((fault) => `${path}: ${fault}`);
}

/** What is wrong with the browser's cookies by the published policy. */
function undeclared(cookies: readonly { name: string; httpOnly: boolean; sameSite: string }[]): string[] {
  const known: readonly string[] = COOKIES.map(({ name }) => name);
  return cookies
    .filter(({ name, httpOnly, sameSite }) => !known.includes(name) || !httpOnly || sameSite === 'None')
    .map(({ name }) => `the browser has a cookie that the policy does not declare so: ${name}`);
}

const accessible = new Set<string>();

function isFirstOf(kind: string): boolean {
  const before = accessible.size;
  return accessible.add(kind).size > before;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations of WCAG 2.2 A and AA and of good practice, as axe finds them, one line each. */
async function accessibilityFaults(visit: Visit): Promise<string[]> {
  const page = visit.scripts ? visit.page : await scriptedCopy(visit);
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(async () => {
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
    // Style sheets are read for one rule about turned screens alone, for which it would fetch each of them again.
    return inPage.run(document, { resultTypes: ['violations'], preload: false });
  });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}

/** A window with scripts for each visit that has none. */
const copies = new WeakMap<Visit, Page>();

/** The page as it came, where scripts run: axe is one. */
async function scriptedCopy(visit: Visit): Promise<Page> {
  let copy = copies.get(visit);
  if (copy === undefined) {
    copy = await visit.context.browser()?.newPage({ reducedMotion: 'reduce' });
    if (copy === undefined) throw new Error('the visit has no browser');
    copies.set(visit, copy);
    await copy.route('**', async (route) => {
      if (!route.request().isNavigationRequest()) return route.continue();
      return route.fulfill({ body: await visit.html(), contentType: 'text/html' });
    });
  }
  await copy.goto(visit.page.url());
  return copy;
}

/** How many pixels the page, or a table in it, is wider than a window of {@link NARROW} has room for. */
async function overflowWhenNarrow(page: Page): Promise<number> {
  const size = page.viewportSize();
  if (size?.width !== NARROW) await page.setViewportSize({ width: NARROW, height: 900 });
  const over = await page.evaluate(() =>
    Math.max(
      document.documentElement.scrollWidth - window.innerWidth,
      ...[...document.querySelectorAll('.table-responsive')].map((box) => box.scrollWidth - box.clientWidth),
    ),
  );
  if (size !== null && size.width !== NARROW) await page.setViewportSize(size);
  return over;
}

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Matters of taste, and the forms that our renderer writes.
    'void-style': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-implicit-button-type': 'error',
    // HTML lets an id be any text without blanks, and boxes of one question share its name.
    'valid-id': ['error', { relaxed: true }],
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
  },
});

/** Errors of a document by the HTML standard, one line each. */
async function htmlFaults(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${ruleId} at ${line}:${column}: ${message}`),
  );
}
