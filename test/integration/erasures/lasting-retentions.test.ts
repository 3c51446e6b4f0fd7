import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LastingRetentions } from '../../../src/erasures/lasting-retentions.js';
import { type Receipt } from '../../../src/erasures/receipt.js';
import { receiptPage } from '../../../src/erasures/receipt-page.js';
import { Receipts } from '../../../src/erasures/receipts.js';
import { RetentionReviewsDue } from '../../../src/erasures/retention-reviews-due.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { officeDay } from '../../../src/platform/clock/office-day.js';
import { Config } from '../../../src/platform/config/config.js';
import { writtenDay } from '../../../src/platform/i18n/dates.js';
import { LOCALES } from '../../../src/platform/i18n/locale.js';
import { retention } from '../../../src/policy/retention.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { Sources } from '../../../src/sources/sources.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { type Agent } from '../../support/app.js';
import { figuresOf, outcomeOf } from '../evidence/evidence-portal.js';
import { DAY, HoldPortal } from '../holds/hold-portal.js';
import { mapOf } from '../sources/map-of.js';

const LAW = { purpose: 'legal', citation: 'Archives act, article 3' };
const REASON = 'The act still says so.';
const PATH = '/api/v1/admin/retention-reviews';

let portal: HoldPortal;
let nadia: Agent;
let omar: Agent;

/** The portal's own map, and letters beside it that a law keeps for good; what is started with them notes it. */
async function keepLetters(citation = LAW.citation): Promise<void> {
  const own = readMap('portal');
  const letters = mapOf({
    id: 'letters',
    leads: [{ by: 'address', column: 'email' }],
    fields: ['email', 'total'],
    erase: { action: 'retain', ...LAW, citation },
  });
  const map = { ...own, collections: [...own.collections, ...letters.collections] };
  const sources = new Sources([new SqlSource('portal', map, portal.get(StreamPool))]);
  Object.assign(portal.get(Sources), sources);
  await portal.get(LastingRetentions).record();
}

const day = (days: number) =>
  officeDay(new Date(portal.app.clock.now().getTime() + days * DAY), portal.get(Config).zone);
const YEAR = retention.retentionReview / DAY;
let passed = 0;
function pass(days: number): void {
  portal.app.clock.advance(days * DAY);
  passed += days;
}

const listed = async () => (await nadia.get(PATH).expect(200)).body.items;
const review = (agent: Agent, reason: string = REASON) =>
  agent.post(`${PATH}/portal/letters`).send({ reason });
const ofLetters = <Item extends { readonly collection: string }>(items: readonly Item[]) =>
  items.filter(({ collection }) => collection === 'letters');

beforeAll(async () => {
  portal = await HoldPortal.start({ ATHAR_COOLING_OFF: 'PT0S' });
  for (const name of ['nadia', 'omar']) await portal.app.account('admin', name);
  const server = new pg.Client({ connectionString: portal.app.database.adminUrl });
  await server.connect();
  await server.query(`
    CREATE TABLE letters (id text PRIMARY KEY, email text, total integer);
    GRANT SELECT, INSERT, UPDATE, DELETE ON letters TO PUBLIC`);
  await server.end();
});
beforeEach(async () => {
  await portal.rows(`UPDATE retention_reviews SET citation = 'another'`);
  await keepLetters();
  [nadia, omar] = [await portal.app.signIn('nadia'), await portal.app.signIn('omar')];
});
afterEach(() => {
  // Erasures wait for their time by the database's clock, which does not move along.
  pass(-passed);
});
afterAll(() => portal.app.stop());

describe('what a data map keeps without an end', () => {
  it('is reviewed a year after it was first in force, however often a process starts', async () => {
    const reviewOn = day(YEAR);
    pass(1);
    await keepLetters();
    expect(await listed()).toMatchObject([
      { source: 'portal', collection: 'letters', ...LAW, reviewedAt: null, reviewedBy: null, reviewOn },
    ]);
  });

  it('has its date in the plan and in both receipts, in every language', async () => {
    await portal.rows(`INSERT INTO letters VALUES ('a', 'salma@readers.example', 3)`);
    await portal.app.account('member', 'salma');
    const salma = await portal.app.signIn('salma');
    const { reference } = (await salma.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201)).body;
    const reviewOn = day(YEAR);
    const { body } = await nadia.get(`/api/v1/admin/requests/${reference}/plan`).expect(200);
    expect(ofLetters(body.collections)).toMatchObject([{ retentions: [{ ...LAW, rows: 1, reviewOn }] }]);
    const { text } = await nadia.get(`/admin/requests/${reference}?lang=en`).expect(200);
    expect(text).toContain(`by rule: Legal, ${LAW.citation}, review on ${writtenDay(reviewOn, 'en')}`);
    for (const admin of [nadia, omar])
      await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
    await portal.work();
    const [request] = await portal.rows<{ id: string }>('SELECT id FROM requests WHERE reference = $1', [
      reference,
    ]);
    for (const audience of ['person', 'office'] as const) {
      const found = await portal.get(Receipts).find(portal.manager, request?.id ?? '', audience);
      const receipt = found as Receipt;
      expect(ofLetters(receipt.retained)).toMatchObject([{ ...LAW, count: 1, reviewOn }]);
      for (const locale of LOCALES)
        expect(receiptPage({ ...receipt, locale }, 'Africa/Casablanca', 'receipt.json')).toContain(
          writtenDay(reviewOn, locale),
        );
    }
  });

  it('starts anew where its citation is another', async () => {
    await review(nadia).expect(200);
    pass(9);
    await keepLetters('Archives act, article 4');
    expect(await listed()).toMatchObject([
      { citation: 'Archives act, article 4', reviewedAt: null, reviewedBy: null, reviewOn: day(YEAR) },
    ]);
  });
});

describe('a review', () => {
  it('moves the date, says who looked and is logged with its reason', async () => {
    pass(30);
    nadia = await portal.app.signIn('nadia');
    const reviewOn = day(YEAR);
    const { body } = await review(nadia).expect(200);
    expect(body).toMatchObject({ ...LAW, reviewedBy: 'nadia', reviewOn });
    expect(await listed()).toEqual([body]);
    expect((await portal.events('retention.reviewed')).at(-1)).toMatchObject({
      detail: { source: 'portal', collection: 'letters', purpose: 'legal', reviewOn },
      values: { reason: REASON },
    });
  });

  it('is an admin’s, has a reason, and is of something that is kept', async () => {
    await portal.app.account('auditor', 'adil');
    const adil = await portal.app.signIn('adil');
    await review(adil).expect(403);
    await adil.get(PATH).expect(403);
    await adil.post('/admin/retention').type('form').send({ reason: REASON }).expect(403);
    expect((await adil.get('/admin/retention?lang=en').expect(200)).text).not.toContain(LAW.citation);
    await review(nadia, ' ').expect(422);
    await nadia.post(`${PATH}/portal/comments`).send({ reason: REASON }).expect(404);
    expect(await listed()).toMatchObject([{ reviewedAt: null }]);
  });

  it('is a form of the page, which keeps what was typed where something is missing', async () => {
    const send = (form: Record<string, string>) =>
      nadia.post('/admin/retention?lang=en').type('form').send(form);
    const lost = await send({ retention: 'portal/letters', reason: '' }).expect(422);
    expect(lost.text).toContain('<a href="#reason">Give a reason.</a>');
    expect(lost.text).toMatch(/<option value="portal\/letters" selected/);
    const none = await send({ retention: 'portal/none', reason: REASON }).expect(422);
    expect(none.text).toContain('<a href="#retention">Choose what must still be kept.</a>');
    expect(none.text).toContain(`>${REASON}</textarea>`);
    const { headers } = await send({ retention: 'portal/letters', reason: REASON }).expect(303);
    const { text } = await nadia.get(String(headers.location)).expect(200);
    expect(text).toContain('The review is noted');
    expect(text).toContain(LAW.citation);
    expect(text).toMatch(/, by \u2068nadia\u2069/);
    expect(await listed()).toMatchObject([{ reviewedBy: 'nadia' }]);
  });
});

describe('a review that is due', () => {
  const mails = () => portal.app.mail.mails.filter(({ text }) => text.includes(LAW.citation));

  it('is mailed to each admin once, and again a year after the review', async () => {
    const run = async () => {
      await portal.get(RetentionReviewsDue).run();
      await portal.work();
      return mails().length;
    };
    pass(YEAR - 1);
    expect(await run()).toBe(0);
    pass(1);
    expect(await run()).toBe(2);
    expect(await run()).toBe(2);
    nadia = await portal.app.signIn('nadia');
    await review(nadia).expect(200);
    expect(await run()).toBe(2);
    pass(YEAR);
    expect(await run()).toBe(4);
  });

  it('fails the promise once it is overdue', async () => {
    pass(YEAR);
    expect(await outcomeOf(portal, 'P24')).toBe('passed');
    pass(1);
    expect(await outcomeOf(portal, 'P24')).toBe('failed: retention_overdue');
    expect(await figuresOf(portal, 'P24')).toMatchObject({ retentionsOverdue: 1, overdue: 0 });
    nadia = await portal.app.signIn('nadia');
    await review(nadia).expect(200);
    expect(await outcomeOf(portal, 'P24')).toBe('passed');
  });
});
