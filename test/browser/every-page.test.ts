import { MetadataScanner } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf } from '../../src/web/api/openapi-document.js';
import { pageControllers } from '../../src/web/web.module.js';
import { BrowserTest, browserPath, HOW_TO_GET_A_BROWSER } from '../support/browser.js';
import { NARROW, seenKinds } from '../support/look.js';
import { type Visit } from '../support/visit.js';
import { erasureJourney } from './journeys/erasure.js';
import { memberJourney } from './journeys/member.js';
import { walk } from './walk.js';

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
  '/admin/requests/{reference}/receipt',
  '/admin/requests/{reference}/stop',
  '/audit/exports/{id}',
  '/register/done',
  '/requests/sent',
  '/requests/{reference}/bundle',
  '/requests/{reference}/link',
  '/requests/{reference}/receipt',
  '/requests/{reference}/sent',
];

let site: BrowserTest;

beforeAll(async () => {
  if (browserPath !== undefined) site = await BrowserTest.start();
});
afterAll(async () => site?.stop());

/** One request that waits for the office. */
async function ask(visit: Visit): Promise<void> {
  const answer = await visit.context.request.post('/api/v1/requests', {
    data: { kind: 'rectification', message: 'My display name has a letter too many.' },
    headers: { origin: visit.origin },
  });
  expect(answer.status()).toBe(201);
}

describe.skipIf(browserPath === undefined)(`every page (${HOW_TO_GET_A_BROWSER})`, () => {
  for (const locale of ['ar', 'en'] as const) {
    for (const who of ['nobody', 'member', 'admin1', 'auditor'] as const) {
      it(`that ${who} can reach in ${locale} is whole, accessible and narrow enough, and calls nobody else`, async () => {
        const visit = await site.visit(locale, { width: NARROW });
        if (who !== 'nobody') await visit.signIn(who);
        if (who === 'member') await ask(visit);
        expect(await walk(visit, who)).toEqual([]);
        await visit.close();
      }, 600_000);
    }
  }

  memberJourney(() => site);
  erasureJourney(() => site);

  it('was among them, but for those that are named here or that a link in a mail opens', () => {
    const pages = routesOf(pageControllers, new MetadataScanner())
      .filter(
        ({ method, path }) =>
          method === 'get' && !/\{token\}|\/progress$|\/file$|\{chart\}|\.pdf$/.test(path),
      )
      .map(({ path }) => path);
    expect(pages.filter((path) => !seenKinds.has(path)).sort()).toEqual([...NOT_WALKED]);
  });
});
