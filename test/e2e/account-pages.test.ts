import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountTokens } from '../../src/accounts/account-tokens.js';
import { type Agent, PASSWORD, TestApp } from '../support/app.js';
import { tokenIn } from '../support/mail-sink.js';

const MINUTE = 60_000;
const COOKIE = /^athar_session=[\w-]{43};.*HttpOnly/;
/** Says that the browser keeps cookies, and nothing about anybody. */
const CHECK = 'athar_cookie_check=1; Path=/; HttpOnly; SameSite=Lax';
let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
  for (const username of ['karim', 'salma', 'omar', 'nadia']) await portal.account('member', username);
  await portal.account('admin', 'reviewer');
});

afterAll(() => portal.stop());

const unknownToken = () => randomBytes(32).toString('base64url');
const form = (agent: Agent, path: string, fields: Record<string, string>) =>
  agent.post(path).type('form').send(fields);
const signIn = (agent: Agent, fields: Record<string, string> = {}) =>
  form(agent, '/login', { login: 'karim', password: PASSWORD, ...fields });

describe('the form to sign in', () => {
  it('sets the cookie and goes on to where the person wanted to go', async () => {
    const agent = portal.visitor();
    const shown = await agent.get('/login?next=/requests/R-7K3F-92QM').expect(200);
    expect(shown.text).toContain('<input type="hidden" name="next" value="/requests/R-7K3F-92QM"/>');
    expect(shown.headers['set-cookie']).toEqual([CHECK]);
    const answer = await signIn(agent, { next: '/requests/R-7K3F-92QM' }).expect(303);
    expect(answer.headers.location).toBe('/requests/R-7K3F-92QM');
    expect(answer.headers['set-cookie']?.[0]).toMatch(COOKIE);
    expect(answer.headers['set-cookie']?.[0]).toContain('Max-Age=172800;');
    expect((await agent.get('/').expect(200)).text).toContain('Signed in as <bdi>karim</bdi>');
  });

  it('stays signed in for two weeks where the box is ticked', async () => {
    const answer = await signIn(portal.visitor(), { rememberMe: 'true' }).expect(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']?.[0]).toContain('Max-Age=1209600;');
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/\n/evil.example/',
    '/a//evil.example/',
    '\\\\evil.example',
    'evil.example',
    'javascript:alert(1)',
  ])('never leads away: %j', async (next) => {
    const shown = await portal
      .visitor()
      .get(`/login?next=${encodeURIComponent(next)}`)
      .expect(200);
    expect(shown.text).not.toContain('evil.example');
    expect(shown.text).not.toContain('name="next"');
    const answer = await signIn(portal.visitor(), { next }).expect(303);
    expect(answer.headers.location).toBe('/');
  });

  it('keeps a chosen language, once', async () => {
    const path = '/requests?lang=en&cursor=x';
    const answer = await form(portal.visitor(), '/login?lang=fr', {
      login: 'karim',
      password: PASSWORD,
      next: path,
    }).expect(303);
    expect(answer.headers.location).toBe('/requests?cursor=x&lang=fr');
  });

  it('is shown again with what was typed, but never the password', async () => {
    const wrong = { password: 'wrong horse battery', rememberMe: 'true', next: '/requests/R-1' };
    const answer = await signIn(portal.visitor(), wrong).expect(401);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['set-cookie']).toEqual([CHECK]);
    expect(answer.text).toContain('The username, the address or the password is not right.');
    expect(answer.text).toMatch(/name="login"[^>]* value="karim"/);
    expect(answer.text).toMatch(/name="rememberMe"[^>]* checked/);
    expect(answer.text).toContain('name="next" value="/requests/R-1"');
    expect(answer.text).not.toContain('wrong horse');
  });

  it('names empty fields, each linked', async () => {
    const answer = await signIn(portal.visitor(), { login: ' ', password: '' }).expect(422);
    expect(answer.text).toContain('<a href="#login">Give your username or e-mail address.</a>');
    expect(answer.text).toContain('<a href="#password">Give your password.</a>');
    expect((await portal.visitor().post('/login').expect(422)).text).toContain('href="#login"');
  });

  it('says how long to wait after too many failures, and keeps the status', async () => {
    for (let n = 0; n < 20; n += 1) {
      await signIn(portal.visitor(), { login: 'nobody', password: 'x' }).expect(401);
    }
    const answer = await signIn(portal.visitor(), { login: 'nobody', password: 'x' }).expect(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.text).toMatch(/Please wait \d+ minutes? and try again/);
    expect(answer.text).toMatch(/name="login"[^>]* value="nobody"/);
  });

  it('is in Arabic, right to left, for whoever reads it', async () => {
    const { text } = await portal.visitor().get('/login').set('Accept-Language', 'ar').expect(200);
    expect(text).toContain('<html lang="ar-MA" dir="rtl">');
    expect(text).toContain('<h1>تسجيل الدخول</h1>');
  });

  it('is refused to pages of other sites', async () => {
    const answer = await signIn(portal.visitor()).set('Sec-Fetch-Site', 'cross-site').expect(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('has its counterpart: signing out ends the session', async () => {
    const agent = portal.visitor();
    const cookie = (await signIn(agent)).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const answer = await agent.post('/logout').expect(303);
    expect(answer.headers.location).toBe('/');
    await portal.visitor().get('/api/v1/me').set('Cookie', cookie).expect(401);
    await portal.visitor().post('/logout').expect(303);
  });
});

describe('a page that needs a sign-in', () => {
  it('leads there and back', async () => {
    const { text } = await portal.visitor().get('/requests/R-7K3F-92QM?lang=en').expect(401);
    expect(text).toContain('href="/login?next=%2Frequests%2FR-7K3F-92QM&amp;lang=en"');
    expect(text).toContain('href="/requests/R-7K3F-92QM/link?lang=en"');
  });

  it('is not reopened by a form that was sent there', async () => {
    const { text } = await portal.visitor().post('/requests/R-7K3F-92QM/withdraw').expect(401);
    expect(text).toContain('href="/login"');
  });
});

describe('a forgotten password', () => {
  it('is replaced by the link in the mail, which works once', async () => {
    const known = await form(portal.visitor(), '/forgot', { email: 'Salma@readers.example ' }).expect(200);
    const other = await form(portal.visitor(), '/forgot', { email: 'nobody@readers.example' }).expect(200);
    expect(known.text).toBe(other.text);
    const token = tokenIn(await portal.mail.take('salma@readers.example'), '/reset');
    const signedIn = await portal.signIn('salma');
    await portal.visitor().get(`/reset/${token}`).expect(200);

    const bad = ['short', 'salma@readers.example', 'x'.repeat(201)];
    const told = [
      'Give a password of at least 10 characters.',
      'too easily guessed',
      'Choose a shorter password',
    ];
    for (const [index, password] of bad.entries()) {
      const again = await form(portal.visitor(), `/reset/${token}`, { password }).expect(422);
      expect(again.text).toContain('<a href="#password">');
      expect(again.text).toContain(told[index]);
      expect(again.text).not.toContain(`"${password}"`);
    }
    const done = await form(signedIn, `/reset/${token}`, { password: 'nine purple camels' }).expect(200);
    expect(done.text).toContain('Your password is saved');
    expect(done.text).not.toContain('Signed in as');
    await signedIn.get('/api/v1/me').expect(401);
    await signIn(portal.visitor(), { login: 'salma', password: 'nine purple camels' }).expect(303);

    const used = await form(portal.visitor(), `/reset/${token}`, { password: 'ten purple camels' }).expect(
      422,
    );
    expect(used.text).toContain('This link was used already');
    expect(used.text).toContain('href="/forgot"');
    const stop = tokenIn(await portal.mail.take('salma@readers.example', '/stop/'), '/stop');
    await portal.visitor().get(`/stop/${stop}`).expect(200);
    const stopped = await portal.visitor().post(`/stop/${stop}`).expect(200);
    expect(stopped.text).toContain('href="/forgot"');
    await signIn(portal.visitor(), { login: 'salma', password: 'nine purple camels' }).expect(401);
  });

  it('asks for an address that can be one', async () => {
    const { text } = await form(portal.visitor(), '/forgot', { email: 'no address' }).expect(422);
    expect(text).toContain('<a href="#email">');
    expect(text).toMatch(/name="email"[^>]* value="no address"/);
  });

  it('is chosen for the first time by the link of a new account', async () => {
    const [row] = await portal.sql.query<{ id: string }[]>(`SELECT id FROM accounts WHERE username = 'omar'`);
    const what = { accountId: row?.id ?? '', kind: 'set_up' } as const;
    const token = await portal.app.get(AccountTokens).make(portal.sql.manager, what, MINUTE);
    expect((await portal.visitor().get(`/set-up/${token}`).expect(200)).text).toContain('first password');
    await form(portal.visitor(), `/set-up/${token}`, { password: 'nine purple camels' }).expect(200);
    await signIn(portal.visitor(), { login: 'omar', password: 'nine purple camels' }).expect(303);
  });
});

describe('the links of account mails', () => {
  it('make an account only once the button is pressed', async () => {
    const email = 'mona@readers.example';
    await portal
      .visitor()
      .post('/api/v1/auth/register')
      .send({ username: 'mona', email, password: PASSWORD })
      .expect(201);
    const token = tokenIn(await portal.mail.take(email), '/confirm-email');
    const shown = await portal.visitor().get(`/confirm-email/${token}`).expect(200);
    expect(shown.text).toContain(`<form method="post" action="/confirm-email/${token}"`);
    await signIn(portal.visitor(), { login: 'mona' }).expect(401);
    const done = await portal.visitor().post(`/confirm-email/${token}`).expect(200);
    expect(done.text).toContain('Your account is ready');
    await signIn(portal.visitor(), { login: 'mona' }).expect(303);
    await portal.visitor().post(`/confirm-email/${token}`).expect(422);
  });

  it('put a new address in use, and take it back', async () => {
    const nadia = await portal.signIn('nadia');
    await nadia.patch('/api/v1/me').send({ email: 'nadia@new.example' });
    const token = tokenIn(await portal.mail.take('nadia@new.example'), '/confirm-address');
    await portal.visitor().get(`/confirm-address/${token}`).expect(200);
    expect((await nadia.get('/api/v1/me')).body.email).toBe('nadia@readers.example');
    await portal.visitor().post(`/confirm-address/${token}`).expect(200);
    expect((await nadia.get('/api/v1/me')).body.email).toBe('nadia@new.example');
    const stop = tokenIn(await portal.mail.take('nadia@readers.example', '/stop/'), '/stop');
    await portal.visitor().post(`/stop/${stop}`).expect(200);
    const [row] = await portal.sql.query<{ email: string }[]>(
      `SELECT email FROM accounts WHERE username = 'nadia'`,
    );
    expect(row?.email).toBe('nadia@readers.example');
  });

  it.each(['confirm-email', 'confirm-address', 'stop', 'reset', 'set-up'])(
    'tell of a dead one under /%s, and know no broken one',
    async (path) => {
      const dead = await form(portal.visitor(), `/${path}/${unknownToken()}`, { password: PASSWORD }).expect(
        422,
      );
      expect(dead.text).toContain('<h1>No longer valid</h1>');
      await portal.visitor().get(`/${path}/broken`).expect(404);
      await portal.visitor().post(`/${path}/broken`).expect(404);
    },
  );
});

describe('the way from the page of a request to its bundle', () => {
  it('asks an account for a fresh sign-in', async () => {
    const karim = await portal.signIn('karim');
    const { body } = await karim.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    const path = `/requests/${body.reference}`;
    expect((await karim.get(`${path}/bundle`).expect(409)).text).toContain('<h1>');
    const admin = await portal.signIn('reviewer');
    await admin.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
    await portal.mail.take('karim@readers.example', /ready/i);

    expect((await karim.get(path).expect(200)).text).toContain(`href="${path}/bundle"`);
    expect((await karim.get(`${path}/bundle`).expect(303)).headers.location).toBe(`/api/v1${path}/bundle`);
    expect((await admin.get(`${path}/bundle`).expect(404)).text).toContain('<h1>Nothing here</h1>');
    await karim.get('/requests/%00/bundle').expect(404);
    await karim.get('/requests/%00').expect(404);

    portal.clock.advance(16 * MINUTE);
    const again = await karim.get(`${path}/bundle`).expect(303);
    expect(again.headers.location).toBe(`/login?again=true&next=${path}`);
    expect((await karim.get(again.headers.location ?? '')).text).toContain('Sign in once more');
    await signIn(karim, { next: path }).expect(303);
    expect((await karim.get(`${path}/bundle`).expect(303)).headers.location).toBe(`/api/v1${path}/bundle`);
  });

  it('offers a guest a new link', async () => {
    const email = 'guest@visitors.example';
    const guest = portal.visitor();
    const { body } = await guest.post('/api/v1/requests').send({ kind: 'export', email }).expect(202);
    const path = `/requests/${body.reference}`;
    const first = tokenIn(await portal.mail.take(email), '/requests/confirm');
    await guest.post(`/requests/confirm/${first}`).expect(303);
    portal.clock.advance(16 * MINUTE);
    expect((await guest.get(`${path}/bundle`).expect(303)).headers.location).toBe(`${path}/link`);
    expect((await guest.get(`${path}/link`).expect(200)).text).toContain(body.reference);
    await form(guest, `${path}/link`, { email: 'x' }).expect(422);

    const stranger = await form(portal.visitor(), `${path}/link`, { email: 'other@visitors.example' }).expect(
      200,
    );
    const own = await form(portal.visitor(), `${path}/link`, { email }).expect(200);
    expect(own.text).toBe(stranger.text);
    const second = tokenIn(await portal.mail.take(email), '/requests/confirm');
    await guest.post(`/requests/confirm/${second}`).expect(303);
    await guest.get(`${path}/bundle`).expect(409);
  });
});
