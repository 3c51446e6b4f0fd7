import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OFFER } from '../../../src/consent/consent-notice.js';
import { Sealer } from '../../../src/platform/crypto/sealer.js';
import { type Agent, TestApp } from '../../support/app.js';
import { cookieOf, cookiesOf } from '../../support/cookies.js';

const DAY = 86_400_000;

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
});
afterAll(() => portal.stop());

const isAsked = async (agent: Agent) =>
  (await agent.get('/login?lang=en').expect(200)).text.includes('id="cookie-banner"');
const choose = (agent: Agent, form: Record<string, unknown>) =>
  agent.post('/cookies/choice?lang=en').type('form').send(form);
const current = async (agent: Agent) => (await agent.get('/api/v1/cookie-choice').expect(200)).body;
const allowed = async (agent: Agent) =>
  (await current(agent)).categories
    .filter((one: { allowed: boolean }) => one.allowed)
    .map(({ category }: { category: string }) => category);

describe('P26 the banner', () => {
  it('comes first after the way to skip, and offers accept, reject and settings alike, with a link to the policy', async () => {
    const { text } = await portal.visitor().get('/register?lang=en').expect(200);
    expect(text).toMatch(/<body><a class="skip"[^>]*>[^<]*<\/a><section id="cookie-banner"/);
    const banner = /<section id="cookie-banner".*?<\/section>/s.exec(text)?.[0] ?? '';
    const buttons = [...banner.matchAll(/<button type="submit" class="([^"]*)"[^>]*>([^<]*)</g)];
    expect(buttons.map(([, , words]) => words)).toEqual(['Accept all', 'Reject all', 'Settings']);
    expect(new Set(buttons.map(([, look]) => look)).size).toBe(1);
    expect(banner).toContain('href="/privacy?lang=en"');
    expect(banner).not.toMatch(/<input type="checkbox"/);
    const settings = await portal.visitor().get('/cookies?back=/register&lang=en').expect(200);
    expect(settings.text).toContain('name="answer" value="settings"');
    expect(settings.text).toContain('Save settings');
    expect(settings.text).not.toMatch(/name="accepted"[^>]* checked/);
  });

  it('lets nothing but the necessary be used before a choice', async () => {
    const visitor = portal.visitor();
    for (const path of ['/', '/privacy', '/cookies', '/requests/new', '/register', '/api/v1/cookie-choice']) {
      expect(cookiesOf(await visitor.get(path)), path).toEqual([]);
    }
    expect(await allowed(visitor)).toEqual(['necessary']);
    expect(await portal.sql.query('SELECT FROM cookie_choices')).toEqual([]);
  });

  it.each([
    ['accept_all', ['necessary', 'preferences', 'embeds', 'measurement', 'personalisation'], 4],
    ['reject_all', ['necessary'], 0],
  ] as const)(
    'takes %s by one press, from anywhere, and goes back there',
    async (answer, categories, consents) => {
      const visitor = portal.visitor();
      const answered = await choose(visitor, { answer, back: '/requests/new?kind=export' }).expect(303);
      expect(answered.headers.location).toBe('/requests/new?kind=export&done=choice&lang=en');
      const cookie = cookieOf(answered, 'athar_cookie_choice');
      expect(cookie).toMatchObject({ maxAge: 182 * 86_400, httpOnly: true, sameSite: 'Lax', path: '/' });
      expect(await isAsked(visitor)).toBe(false);
      expect(await allowed(visitor)).toEqual(categories);
      const { choice } = await current(visitor);
      const given = await portal.sql.query(
        'SELECT purpose, person_id FROM consents WHERE choice_id = $1 AND withdrawn_at IS NULL',
        [choice.id],
      );
      expect(given).toHaveLength(consents);
      expect(given.every((one: { person_id: null }) => one.person_id === null)).toBe(true);
    },
  );

  it('saves settings, and never goes on to another site', async () => {
    const visitor = portal.visitor();
    const form = { answer: 'settings', accepted: ['preferences', 'embeds'], back: '//evil.example' };
    const answered = await choose(visitor, form).expect(303);
    expect(answered.headers.location).toBe('/cookies?done=choice&lang=en');
    expect(await allowed(visitor)).toEqual(['necessary', 'preferences', 'embeds']);
    const { text } = await visitor.get('/cookies?lang=en').expect(200);
    expect(text).toMatch(/id="embeds" name="accepted"[^>]* checked/);
    expect(text).not.toMatch(/id="measurement" name="accepted"[^>]* checked/);
    for (const wrong of [{}, { answer: 'yes' }, { answer: 'settings', accepted: ['tracking'] }]) {
      expect(cookiesOf(await choose(portal.visitor(), wrong).expect(422))).toEqual([]);
    }
    await choose(portal.visitor(), { answer: 'accept_all' }).set('Sec-Fetch-Site', 'cross-site').expect(403);
  });
});

describe('P26 the record', () => {
  it('says what was shown, how and when it was answered and under which version, and nothing about who', async () => {
    const visitor = portal.visitor().set('User-Agent', 'Secret Browser/9');
    await choose(visitor, { answer: 'settings', accepted: 'embeds' }).expect(303);
    const { choice, record, shown } = await current(visitor);
    const { version } = (await visitor.get('/api/v1/policy').expect(200)).body;
    const at = portal.clock.now().getTime();
    expect(choice).toMatchObject({
      how: 'settings',
      policyVersion: version,
      language: 'en',
      gpc: false,
    });
    expect(Math.abs(at - new Date(choice.decidedAt).getTime())).toBeLessThan(60_000);
    expect(new Date(choice.validUntil).getTime() - new Date(choice.decidedAt).getTime()).toBe(182 * DAY);
    expect(record).toMatchObject({
      record_id: choice.id,
      schema_version: expect.stringContaining('27560'),
      pii_processing: {
        privacy_notice: { version, url: 'http://portal.example/privacy' },
        language: 'en',
      },
      party_identification: [
        { party_name: 'Site Test', party_role: 'PII controller' },
        { party_role: 'supervisory authority' },
      ],
    });
    expect(record.pii_processing.purposes.map(({ purpose }: { purpose: string }) => purpose)).toEqual([
      'remembering',
      'embeds',
      'measurement',
      'personalisation',
    ]);
    const states = record.events.map((one: { purpose: string; event_state: string }) => [
      one.purpose,
      one.event_state,
    ]);
    expect(Object.fromEntries(states)).toEqual({
      remembering: 'refused',
      embeds: 'given',
      measurement: 'refused',
      personalisation: 'refused',
    });
    expect(shown.words['banner.reject']).toBe('Reject all');
    expect(shown.categories.map(({ title }: { title: string }) => title)).toContain('Content of other sites');
    const [row] = await portal.sql.query(
      'SELECT c.*, n.body FROM cookie_choices c, consent_notices n WHERE c.id = $1',
      [choice.id],
    );
    expect(JSON.stringify(row)).not.toMatch(/127\.0\.0\.1|::1|Secret Browser/);
    await portal.settleLog();
    expect(await portal.sql.query(`SELECT FROM audit_events WHERE action LIKE 'consent.%'`)).toEqual([]);
  });

  it('cannot be made anybody else’s by writing a cookie', async () => {
    const victim = portal.visitor();
    const answered = await choose(victim, { answer: 'accept_all' }).expect(303);
    const { value } = cookieOf(answered, 'athar_cookie_choice');
    const { id } = (await current(victim)).choice;
    expect(Buffer.from(value, 'base64url').toString('latin1')).not.toContain(id);
    const flipped = Buffer.from(value, 'base64url');
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    const plain = Buffer.from(JSON.stringify({ id, at: Date.now(), offer: '' })).toString('base64url');
    for (const forged of [id, plain, flipped.toString('base64url'), '', 'A'.repeat(5000)]) {
      const stranger = portal.visitor().set('Cookie', `athar_cookie_choice=${forged}`);
      expect(await current(stranger)).toMatchObject({ asked: true, choice: null, record: null });
      await stranger.delete('/api/v1/cookie-choice').expect(204);
    }
    expect(await allowed(victim)).toContain('personalisation');
  });

  it('is withdrawn by one press, at once, and nobody is asked again for it', async () => {
    const visitor = portal.visitor();
    await choose(visitor, { answer: 'accept_all' }).expect(303);
    const page = await visitor.get('/cookies?lang=en').expect(200);
    expect(page.text).toMatch(/action="\/cookies\/withdraw\?lang=en"[^>]*><button/);
    await visitor.post('/cookies/withdraw').expect(303);
    expect(await allowed(visitor)).toEqual(['necessary']);
    expect(await isAsked(visitor)).toBe(false);
    const { record } = await current(visitor);
    expect(
      record.events.filter((one: { event_state: string }) => one.event_state === 'withdrawn'),
    ).toHaveLength(4);
  });
});

describe('P26 the question', () => {
  it('comes again after 182 days, and not a day before', async () => {
    const visitor = portal.visitor();
    await choose(visitor, { answer: 'accept_all' }).expect(303);
    portal.clock.advance(182 * DAY - 60_000);
    expect(await isAsked(visitor)).toBe(false);
    expect(await allowed(visitor)).toContain('embeds');
    portal.clock.advance(120_000);
    expect(await isAsked(visitor)).toBe(true);
    expect(await allowed(visitor)).toEqual(['necessary']);
  });

  it('comes again where other cookies or purposes are asked for, whatever was answered to the earlier ones', async () => {
    const visitor = portal.visitor();
    await choose(visitor, { answer: 'accept_all' }).expect(303);
    const { id } = (await current(visitor)).choice;
    const to = (offer: string) =>
      portal.app
        .get(Sealer)
        .seal('cookie-choice', { id, at: portal.clock.now().getTime(), offer })
        .toString('base64url');
    const browser = (offer: string) => portal.visitor().set('Cookie', `athar_cookie_choice=${to(offer)}`);
    expect(await allowed(browser(OFFER))).toContain('embeds');
    expect(await isAsked(browser('another'))).toBe(true);
    expect(await allowed(browser('another'))).toEqual(['necessary']);
  });
});
