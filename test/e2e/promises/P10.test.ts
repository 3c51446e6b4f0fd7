import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';
import { cookieOf, cookiesOf } from '../../support/cookies.js';

let portal: TestApp;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('admin', 'amina');
  await portal.account('auditor', 'adil');
  admin = await portal.signIn('amina');
  for (let n = 0; n < 30; n += 1) {
    await admin
      .post('/api/v1/admin/requests')
      .send({
        channel: 'letter',
        receivedAt: new Date().toISOString(),
        kind: 'export',
        email: `p${n}@x.example`,
      })
      .expect(201);
  }
});
afterAll(() => portal.stop());

const rowsIn = (text: string) => [...text.matchAll(/name="reference"/g)].length;

it('P10 screen options last one year, are set by their own form alone, and do what they say', async () => {
  const before = await admin.get('/admin/requests').expect(200);
  expect(cookiesOf(before)).toEqual([]);
  expect(rowsIn(before.text)).toBe(30);
  const saved = await admin
    .post('/screen-options')
    .type('form')
    .send({ rows: '25', compact: 'true', back: '/admin/requests?kind=export' })
    .expect(303);
  expect(saved.headers.location).toBe('/admin/requests?kind=export&done=screen');
  expect(cookieOf(saved, 'athar_screen_options')).toMatchObject({
    maxAge: 31_536_000,
    value: '25-close',
    httpOnly: true,
    sameSite: 'Lax',
  });
  const after = await admin.get('/admin/requests').expect(200);
  expect(rowsIn(after.text)).toBe(25);
  expect(after.text).toContain('<body class="wide compact">');
  expect(after.text).toMatch(/<option value="25" selected>/);
  const next = /rel="next" href="([^"]+)"/.exec(after.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(rowsIn((await admin.get(next).expect(200)).text)).toBe(5);

  const reset = await admin.post('/screen-options/reset').type('form').send({ back: '//evil.example' });
  expect(reset.headers.location).toBe('/admin?done=screen');
  expect(cookieOf(reset, 'athar_screen_options').dropped).toBe(true);
  expect(rowsIn((await admin.get('/admin/requests').expect(200)).text)).toBe(30);
});

it('P10 the log’s search goes by them too', async () => {
  const auditor = await portal.signIn('adil');
  await portal.settleLog();
  const events = async () =>
    [...(await auditor.get('/audit').expect(200)).text.matchAll(/href="\/audit\/events\/\d+"/g)].length;
  expect(await events()).toBe(25);
  await auditor.post('/screen-options').type('form').send({ rows: '50' }).expect(303);
  await portal.settleLog();
  expect(await events()).toBeGreaterThan(30);
});

it('P10 a value that nobody saved here counts for nothing, and one that cannot be is refused', async () => {
  for (const value of ['9999-close', '25', '"><script>', '25-close-x', encodeURIComponent('25-close\n')]) {
    const forged = portal.visitor().set('Cookie', `athar_screen_options=${value}`);
    const { text } = await forged.get('/').expect(200);
    expect(text).not.toContain('compact');
    expect(text).not.toContain('<script>');
  }
  const wrong = await admin.post('/screen-options').type('form').send({ rows: '1000' }).expect(422);
  expect(cookiesOf(wrong)).toEqual([]);
});
