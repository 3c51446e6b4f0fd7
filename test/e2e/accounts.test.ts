import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, PASSWORD, TestApp } from '../support/app.js';
import { tokenIn } from '../support/mail-sink.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_TRUSTED_PROXIES: '127.0.0.1, ::1' });
  await portal.account('member', 'karim');
  await portal.account('auditor', 'checker');
});

afterAll(() => portal.stop());

const newcomer = { username: 'leila', email: 'leila@readers.example', password: PASSWORD };

function maxAge(answer: { headers: Record<string, unknown> }): number {
  const cookies = answer.headers['set-cookie'] as string[];
  const cookie = cookies.find((each) => each.startsWith('athar_session=')) ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  return Number(/Max-Age=(\d+)/.exec(cookie)?.[1]);
}

describe('a member', () => {
  it('registers, confirms the address from the mail, and signs in', async () => {
    const visitor = portal.visitor();
    await visitor.post('/api/v1/auth/register').send(newcomer).expect(201);
    await visitor.post('/api/v1/auth/login').send({ login: 'leila', password: PASSWORD }).expect(401);
    const token = tokenIn(await portal.mail.take(newcomer.email), '/confirm-email');
    await visitor.get(`/confirm-email/${token}`).expect(200);
    await visitor.post('/api/v1/auth/confirm-email').send({ token }).expect(204);
    const again = await visitor.post('/api/v1/auth/confirm-email').send({ token });
    expect(again.status).toBe(422);
    const signedIn = await visitor
      .post('/api/v1/auth/login')
      .send({ login: 'LEILA', password: PASSWORD })
      .expect(200);
    expect(signedIn.body).toMatchObject({ username: 'leila', email: newcomer.email, role: 'member' });
  });

  it('gets the same answer for an address that is known', async () => {
    const known = { username: 'other', email: 'KARIM@readers.example', password: PASSWORD };
    const unknown = { username: 'another', email: 'fresh@readers.example', password: PASSWORD };
    const first = await portal.visitor().post('/api/v1/auth/register').send(known).expect(201);
    const second = await portal.visitor().post('/api/v1/auth/register').send(unknown).expect(201);
    expect(Object.keys(first.body as object)).toEqual(Object.keys(second.body as object));
    const told = await portal.mail.take('karim@readers.example');
    expect(told.text).not.toMatch(/confirm-email/);
  });

  it('stays signed in for two days, or two weeks when asked, and no use lengthens it', async () => {
    const login = { login: 'karim', password: PASSWORD };
    expect(maxAge(await portal.visitor().post('/api/v1/auth/login').send(login).expect(200))).toBe(172_800);
    const remembered = { ...login, rememberMe: true };
    const agent = portal.visitor();
    expect(maxAge(await agent.post('/api/v1/auth/login').send(remembered).expect(200))).toBe(1_209_600);
    const ends = () =>
      portal.sql.query(`SELECT expires_at FROM sessions WHERE remembered ORDER BY expires_at DESC LIMIT 1`);
    const before = await ends();
    await agent.get('/api/v1/me').expect(200);
    expect(await ends()).toEqual(before);
    await portal.sql.query(`UPDATE sessions SET expires_at = now() WHERE remembered`);
    await agent.get('/api/v1/me').expect(401);
  });

  it('sees and edits the profile, but not the user name', async () => {
    const karim = await portal.signIn('karim');
    const seen = await karim.get('/api/v1/me').expect(200);
    expect(seen.body).toMatchObject({ username: 'karim', email: 'karim@readers.example' });
    const refused = await karim.patch('/api/v1/me').send({ username: 'boss', displayName: 'X' }).expect(422);
    expect(refused.body.errors[0].pointer).toBe('/username');
    const unchanged = await karim.get('/api/v1/me').expect(200);
    expect(unchanged.body).toMatchObject({ username: 'karim', displayName: seen.body.displayName });
    const edited = await karim.patch('/api/v1/me').send({ displayName: 'كريم', about: 'قارئ' }).expect(200);
    expect(edited.body).toMatchObject({ displayName: 'كريم', about: 'قارئ' });
    const erased = await karim.patch('/api/v1/me').send({ about: null }).expect(200);
    expect(erased.body.about).toBeNull();
  });

  it('signs out, and the session is dead on the server', async () => {
    const agent = portal.visitor();
    const login = await agent
      .post('/api/v1/auth/login')
      .send({ login: 'karim', password: PASSWORD })
      .expect(200);
    const cookie = String((login.headers['set-cookie'] as unknown as string[])[0]).split(';')[0] ?? '';
    await agent.post('/api/v1/auth/logout').expect(204);
    await portal.visitor().get('/api/v1/me').set('Cookie', cookie).expect(401);
  });

  it('asks for the account to be erased, which opens a request', async () => {
    const leila = await portal.signIn('leila');
    const { body } = await leila.delete('/api/v1/me').expect(202);
    const view = await leila.get(`/api/v1/requests/${body.reference}`).expect(200);
    expect(view.body).toMatchObject({ kind: 'erasure', state: 'received', dueBasis: 'law' });
  });
});

describe('a password reset', () => {
  const asker = '203.0.113.77';
  const ask = (email: string) =>
    portal
      .visitor()
      .post('/api/v1/auth/password-reset')
      .set('X-Forwarded-For', asker)
      .send({ email })
      .expect(202);

  it('mails the link with the IP of whoever asked, works once, and ends every session', async () => {
    const elsewhere = await portal.signIn('karim');
    const known = await ask('karim@readers.example');
    const unknown = await ask('nobody@readers.example');
    expect(known.body).toEqual(unknown.body);
    const mail = await portal.mail.take('karim@readers.example', '/reset/');
    expect(mail.text).toContain(asker);
    expect(mail.html).toContain(asker);
    const token = tokenIn(mail, '/reset');
    await portal.visitor().get(`/reset/${token}`).expect(200);

    const password = 'another long password';
    const racing = Array.from({ length: 20 }, () =>
      portal.visitor().post('/api/v1/auth/password-reset/confirm').send({ token, password }),
    );
    const statuses = (await Promise.all(racing)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status >= 500 && status !== 503)).toEqual([]);

    await elsewhere.get('/api/v1/me').expect(401);
    await portal
      .visitor()
      .post('/api/v1/auth/login')
      .send({ login: 'karim', password: PASSWORD })
      .expect(401);
    await portal.visitor().post('/api/v1/auth/login').send({ login: 'karim', password }).expect(200);
    const told = await portal.mail.take('karim@readers.example');
    expect(told.text).toMatch(/127\.0\.0\.1/);
    expect(portal.mail.mails.filter(({ to }) => to === 'nobody@readers.example')).toEqual([]);
  });

  it('is in the log with that IP, for the auditor', async () => {
    const checker = await portal.signIn('checker');
    const query = 'action=auth.password_reset_requested&ip=203.0.113.0/24&subject=karim@readers.example';
    const found = await checker.get(`/api/v1/audit/events?${query}`).expect(200);
    expect(found.body.items).toHaveLength(1);
    expect(found.body.items[0]).toMatchObject({ action: 'auth.password_reset_requested', ip: asker });
  });

  it('is out of date after 30 minutes of the database’s time', async () => {
    await ask('checker@readers.example');
    const token = tokenIn(await portal.mail.take('checker@readers.example', '/reset/'), '/reset');
    await portal.sql.query(`UPDATE account_tokens SET expires_at = expires_at - interval '30 minutes'`);
    const late = await portal
      .visitor()
      .post('/api/v1/auth/password-reset/confirm')
      .send({ token, password: 'long enough now' });
    expect(late.status).toBe(422);
  });
});

describe('calls from other sites', () => {
  const refused = async (agent: Agent, headers: Record<string, string>) => {
    const answer = await agent.post('/api/v1/auth/logout').set(headers);
    expect(answer.body.type).toBe('/problems/cross-origin');
    expect(answer.status).toBe(403);
  };

  it('are refused by what the browser says of them', async () => {
    await refused(portal.visitor(), { 'Sec-Fetch-Site': 'cross-site' });
    await refused(portal.visitor(), { Origin: 'https://evil.example' });
    await portal.visitor().post('/api/v1/auth/logout').set('Sec-Fetch-Site', 'same-origin').expect(204);
  });
});
