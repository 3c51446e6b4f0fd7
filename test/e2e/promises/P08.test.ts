import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Agent, PASSWORD, TestApp } from '../../support/app.js';
import { cookieOf } from '../../support/cookies.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
});
afterAll(() => portal.stop());

const signIn = (agent: Agent, more: Record<string, string> = {}) =>
  agent
    .post('/login?lang=en')
    .type('form')
    .send({ login: 'karim', password: PASSWORD, checked: 'true', ...more });

it('P08 the sign-in page sets a cookie that is the same for everybody and ends with the browser', async () => {
  const [one, other] = [await portal.visitor().get('/login'), await portal.visitor().get('/login')];
  const cookie = cookieOf(one, 'athar_cookie_check');
  expect(cookie.text).toBe(cookieOf(other, 'athar_cookie_check').text);
  expect(cookie.text).not.toMatch(/max-age|expires/i);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', dropped: false });
  expect(one.text).toContain('<input type="hidden" name="checked" value="true"/>');
});

it('P08 a browser that sends it back is signed in, one that does not is told why not', async () => {
  const agent = portal.visitor();
  await agent.get('/login').expect(200);
  await signIn(agent).expect(303);

  const refused = await signIn(portal.visitor()).expect(422);
  expect(refused.text).toContain('Allow cookies for this site in the settings of your browser');
  expect(refused.text).toMatch(/name="login"[^>]* value="karim"/);
  expect(refused.text).not.toContain(PASSWORD);
  expect(String(refused.headers['set-cookie'])).not.toContain('athar_session');
  const [{ sessions }] = await portal.sql.query('SELECT count(*)::int AS sessions FROM sessions');
  expect(sessions).toBe(1);
});

it('P08 programs need not bring it', async () => {
  await portal.visitor().post('/api/v1/auth/login').send({ login: 'karim', password: PASSWORD }).expect(200);
  // A form that was kept from another page did not come with the cookie.
  await signIn(portal.visitor(), { checked: '' }).expect(303);
});
