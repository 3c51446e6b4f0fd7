import { MetadataScanner } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf } from '../../src/web/api/openapi-document.js';
import { pageControllers } from '../../src/web/pages/page-controllers.js';
import { BrowserTest, browserPath, HOW_TO_GET_A_BROWSER } from '../support/browser.js';
import { NARROW, seenKinds } from '../support/look.js';
import { type Visit } from '../support/visit.js';
import { auditorJourney } from './journeys/auditor.js';
import { commenterJourney } from './journeys/commenter.js';
import { erasureJourney } from './journeys/erasure.js';
import { exportJourney } from './journeys/export.js';
import { guestJourney } from './journeys/guest.js';
import { memberJourney } from './journeys/member.js';
import { newcomerJourney } from './journeys/newcomer.js';
import { officeJourney } from './journeys/office.js';
import { restrictionJourney } from './journeys/restriction.js';
import { walk } from './walk.js';

let site: BrowserTest;

beforeAll(async () => {
  if (browserPath === undefined) return;
  site = await BrowserTest.start();
  await site.typeAddress('member', ['Ce n’est pas de moi.', 'ليس لي']);
});
afterAll(async () => site?.stop());

/** What makes more pages, or lists with something in them: by who, paths of calls with their bodies. */
const BEFOREHAND: Readonly<Record<string, readonly (readonly [string, object])[]>> = {
  member: [
    ['/api/v1/requests', { kind: 'rectification', message: 'My display name has a letter too many.' }],
    ['/api/v1/me/tokens', { name: 'A script', days: 7 }],
  ],
  admin1: [
    ['/api/v1/admin/bans', { email: 'troll@readers.example', reason: 'Insults' }],
    ['/api/v1/admin/views', { name: 'Erasures of mine', filter: { kind: 'erasure', assignee: 'me' } }],
  ],
};

async function make(visit: Visit, who: string): Promise<void> {
  for (const [path, data] of BEFOREHAND[who] ?? []) {
    const answer = await visit.context.request.post(path, { data, headers: { origin: visit.origin } });
    expect(answer.status()).toBe(201);
  }
}

/** Those of the README's pictures that no journey comes by. */
async function show(visit: Visit, who: string): Promise<void> {
  const [path, name] =
    { 'admin1 en': ['/admin', 'admin-en'], 'auditor ar': ['/audit', 'auditor-ar'] }[who] ?? [];
  if (path === undefined || name === undefined) return;
  await visit.open(path);
  await visit.show(name);
}

describe.skipIf(browserPath === undefined)(`every page (${HOW_TO_GET_A_BROWSER})`, () => {
  memberJourney(() => site);
  erasureJourney(() => site);
  guestJourney(() => site);
  auditorJourney(() => site);
  newcomerJourney(() => site);
  officeJourney(() => site);
  exportJourney(() => site);
  restrictionJourney(() => site);
  commenterJourney(() => site);

  // After the journeys: what they looked at is looked at less closely.
  for (const locale of ['ar', 'en'] as const) {
    for (const who of ['nobody', 'member', 'admin1', 'auditor'] as const) {
      it(`that ${who} can reach in ${locale} is whole, accessible and narrow enough, and calls nobody else`, async () => {
        // Nobody has answered the banner: it is on each of their pages.
        const visit = await site.visit(locale, { width: NARROW, banner: who === 'nobody' });
        if (who !== 'nobody') await visit.signIn(who);
        await make(visit, who);
        expect(await walk(visit, who)).toEqual([]);
        if (process.env.SCREENSHOTS !== undefined) await show(visit, `${who} ${locale}`);
        await visit.close();
      }, 600_000);
    }
  }

  it('was among them, but for those that a link in a mail opens', () => {
    const pages = routesOf(pageControllers, new MetadataScanner())
      .filter(
        ({ method, path }) =>
          method === 'get' && !/\{token\}|\/progress$|\/file$|\{chart\}|\.pdf$/.test(path),
      )
      .map(({ path }) => path);
    expect(pages.filter((path) => !seenKinds.has(path))).toEqual([]);
  });
});
