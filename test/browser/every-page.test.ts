import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf } from '../../src/web/api/openapi-document.js';
import { MetadataScanner } from '@nestjs/core';
import { pageControllers } from '../../src/web/web.module.js';
import {
  BrowserTest,
  browserPath,
  HOW_TO_GET_A_BROWSER,
  htmlFaults,
  type Visit,
} from '../support/browser.js';

/** As many pages of one kind are looked at: cases differ by their state. */
const OF_ONE_KIND = 3;

/**
 * Pages that the demo's people have no way to at once: a case must be in another state, a mail be opened, or something be
 * posted first. The journeys over HTTP look at what they say.
 */
const NOT_WALKED: readonly string[] = [
  '/admin/holds/{id}/keep',
  '/admin/holds/{id}/versions',
  '/admin/people/{id}',
  '/admin/people/{id}/edit',
  '/admin/requests/{reference}/complete',
  '/admin/requests/{reference}/extend',
  '/admin/requests/{reference}/stop',
  '/audit/exports/{id}',
  '/mailbox/{id}',
  '/register/done',
  '/requests/sent',
  '/requests/{reference}/bundle',
  '/requests/{reference}/link',
  '/requests/{reference}/receipt',
  '/requests/{reference}/sent',
];

/** Kinds of pages that somebody saw, over all visitors. */
const seen = new Set<string>();

let site: BrowserTest;

beforeAll(async () => {
  if (browserPath !== undefined) site = await BrowserTest.start();
});
afterAll(async () => site?.stop());

/** `/requests/R-7K3F-92QM` and its like are one kind. */
function kindOf(path: string): string {
  return (path.split('?')[0] ?? '')
    .replace(/\/R(?:-[0-9A-Z]{4}){2}/, '/{reference}')
    .replace(/\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, '/{id}')
    .replace(/\/\d+(?=\/|$)/, '/{seq}');
}

/** One request that waits for the office. */
async function ask(visit: Visit): Promise<void> {
  const answer = await visit.context.request.post('/api/v1/requests', {
    data: { kind: 'rectification', message: 'My display name has a letter too many.' },
    headers: { origin: visit.origin },
  });
  expect(answer.status()).toBe(201);
}

/** Follows every link, and looks at each page that answers HTML. @returns what is wrong, one line each */
async function walk(visit: Visit, name: string): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = ['/'];
  const met = new Map<string, number>();
  const asked = new Set<string>();
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path);
    const bare = path.replace(/[?&](?:lang|done)=\w*/g, '');
    if (asked.has(bare) || (met.get(kind) ?? 0) >= OF_ONE_KIND || /^\/(?:api|assets|metrics)/.test(kind))
      continue;
    asked.add(bare);
    met.set(kind, (met.get(kind) ?? 0) + 1);
    const answer = await visit.context.request.get(path, { maxRedirects: 0 });
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    seen.add(kind);
    const faults = await look(visit, path, await answer.text());
    wrong.push(...faults.map((fault) => `${path}: ${fault}`));
    if ((met.get(kind) ?? 0) === 1) await visit.picture(`${name}${kind.replace(/[^\w]+/g, '-')}`);
    waiting.push(...(await visit.links()));
  }
  return wrong;
}

async function look(visit: Visit, path: string, html: string): Promise<string[]> {
  const before = visit.faults.length;
  const status = await visit.open(path);
  const over = await visit.overflowWhenNarrow();
  return [
    ...(status === 200 ? [] : [`status ${status}`]),
    ...(over > 0 ? [`${over} px too wide at 320 px`] : []),
    ...(await visit.accessibilityFaults()),
    ...(await htmlFaults(html)),
    ...visit.faults.slice(before),
  ];
}

describe.skipIf(browserPath === undefined)(`every page (${HOW_TO_GET_A_BROWSER})`, () => {
  for (const locale of ['ar', 'en'] as const) {
    for (const who of ['nobody', 'member', 'admin1', 'auditor'] as const) {
      it(`that ${who} can reach in ${locale} is whole, accessible and narrow enough, and calls nobody else`, async () => {
        const visit = await site.visit(locale);
        if (who !== 'nobody') await visit.signIn(who);
        if (who === 'member') await ask(visit);
        expect(await walk(visit, who)).toEqual([]);
        await visit.close();
      }, 600_000);
    }
  }

  it('was among them, but for those that are named here or that a link in a mail opens', () => {
    const pages = routesOf(pageControllers, new MetadataScanner())
      .filter(
        ({ method, path }) =>
          method === 'get' && !/\{token\}|\/progress$|\/file$|\{chart\}|\.pdf$/.test(path),
      )
      .map(({ path }) => path);
    expect(pages.filter((path) => !seen.has(path)).sort()).toEqual([...NOT_WALKED]);
  });
});
