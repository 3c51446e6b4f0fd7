import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, PASSWORD, TestApp } from '../support/app.js';

const HOUR = 3_600_000;
const ANDROID =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36';
let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
  for (const username of ['karim', 'salma', 'omar']) await portal.account('member', username);
});

afterAll(() => portal.stop());

const send = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').send(fields);

describe('one’s own account', () => {
  it('shows profile and sessions, and this session as this one', async () => {
    const karim = await portal.signIn('karim');
    const { text } = await karim.get('/account').expect(200);
    expect(text).toContain('<bdi dir="ltr">karim@readers.example</bdi>');
    expect(text).toContain('It cannot be changed');
    expect(text.match(/This one/g)).toHaveLength(1);
    expect(text).toContain('href="/requests/new?kind=erasure"');
  });

  it('takes what is typed, erases what is emptied, and shows a refused form again', async () => {
    const karim = await portal.signIn('karim');
    const fields = {
      displayName: 'Karim <b>',
      website: 'https://karim.example',
      about: 'one\r\ntwo',
      locale: 'fr',
    };
    const saved = await send(karim, '/account/profile', fields).expect(303);
    expect(saved.headers.location).toBe('/account?done=profileSaved');
    const { text } = await karim.get('/account').expect(200);
    expect(text).toContain('Karim &lt;b>');
    const bad = await send(karim, '/account/profile?lang=en', { ...fields, website: 'javascript:alert(1)' });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('href="#website"');
    await send(karim, '/account/profile', { displayName: '', website: '', about: '', locale: 'en' }).expect(
      303,
    );
    const { body } = await karim.get('/api/v1/me').expect(200);
    expect(body).toMatchObject({ displayName: null, website: null, about: null, locale: 'en' });
  });

  it('asks for the password before a new address once the sign-in is old', async () => {
    const omar = await portal.signIn('omar');
    portal.clock.advance(HOUR);
    const wrong = await send(omar, '/account/address', { email: 'omar2@readers.example', current: 'no' });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('value="omar2@readers.example"');
    const right = { email: 'omar2@readers.example', current: PASSWORD };
    const asked = await send(omar, '/account/address', right).expect(303);
    expect(asked.headers.location).toBe('/account?done=addressAsked');
    expect((await omar.get('/account').expect(200)).text).toContain('omar2@readers.example');
  });

  it('changes the password only with the present one, and ends every session', async () => {
    const salma = await portal.signIn('salma');
    const elsewhere = await portal.signIn('salma');
    const next = 'blue horse on a hill';
    const wrong = await send(salma, '/account/password', { current: 'not the one', password: next });
    expect(wrong.status).toBe(401);
    expect(wrong.text).not.toContain(next);
    await send(salma, '/account/password', { current: PASSWORD, password: 'salma' }).expect(422);
    await send(salma, '/account/password', { current: PASSWORD, password: next }).expect(303);
    await salma.get('/account').expect(401);
    await elsewhere.get('/account').expect(401);
    await send(portal.visitor(), '/login', { login: 'salma', password: next }).expect(303);
    expect((await portal.mail.take('salma@readers.example')).text).toContain('/stop/');
  });

  it('makes a token, shows it once, and revokes it', async () => {
    const karim = await portal.signIn('karim');
    expect((await karim.get('/account').expect(200)).text).toContain('href="/account/tokens"');
    const offered = [
      ...(await karim.get('/account/tokens').expect(200)).text.matchAll(/option value="(\d+)"/g),
    ];
    expect(offered.map(([, days]) => days)).toEqual(['7', '30', '90']);
    for (const [, days = ''] of offered)
      await send(karim, '/account/tokens', { name: 'x', days }).expect(200);
    const bad = await send(karim, '/account/tokens', { name: ' ', days: 'many' }).expect(422);
    for (const field of ['name', 'days']) expect(bad.text).toContain(`<a href="#${field}">`);
    expect(bad.text).toContain('<a href="#name">Give the token a name, on one line.</a>');
    const long = await send(karim, '/account/tokens', { name: 'x'.repeat(81), days: '7' }).expect(422);
    expect(long.text).toContain('<a href="#name">This text is too long: write at most 80 characters.</a>');
    const told = await karim
      .post('/api/v1/me/tokens')
      .send({ name: 'x'.repeat(81), days: 7 })
      .expect(422);
    expect(told.body.errors).toEqual([{ pointer: '/name', message: 'At most 80 characters.' }]);
    const made = await send(karim, '/account/tokens', { name: 'my <script>', days: '7' }).expect(200);
    const token = /<bdi dir="ltr">([A-Za-z0-9_-]{43})<\/bdi>/.exec(made.text)?.[1] ?? '';
    const script = portal.visitor().set('Authorization', `Bearer ${token}`);
    expect((await script.get('/api/v1/me').expect(200)).body).toMatchObject({ username: 'karim' });
    const list = await karim.get('/account/tokens').expect(200);
    expect(list.text).toContain('<bdi>my &lt;script></bdi>');
    expect(list.text).not.toContain(token);
    const path =
      /my &lt;script>.*?action="(\/account\/tokens\/[0-9a-f-]{36}\/revoke)"/s.exec(list.text)?.[1] ?? '';
    const other = await portal.signIn('omar');
    await send(other, path).expect(404);
    const revoked = await send(karim, path).expect(303);
    expect(revoked.headers.location).toBe('/account/tokens?done=tokenRevoked');
    await script.get('/api/v1/me').expect(401);
    expect((await karim.get('/account/tokens').expect(200)).text).not.toContain('my &lt;script>');
  });

  it('asks for the password before a new token once the sign-in is old', async () => {
    const karim = await portal.signIn('karim');
    portal.clock.advance(HOUR);
    expect((await karim.get('/account/tokens').expect(200)).text).toContain('name="current"');
    const wrong = await send(karim, '/account/tokens', { name: 'late', days: '7', current: 'no' }).expect(
      401,
    );
    expect(wrong.text).toContain('<a href="#current">');
    expect(wrong.text).toMatch(/name="name"[^>]* value="late"/);
    const made = await send(karim, '/account/tokens', { name: 'late', days: '7', current: PASSWORD });
    expect(made.status).toBe(200);
    expect(made.text).toContain('it is shown this once');
    portal.clock.advance(-HOUR);
  });

  it('names the browser and the system of each session, and ends one alone', async () => {
    const karim = await portal.signIn('karim');
    const phone = portal.visitor().set('User-Agent', ANDROID);
    await phone.post('/api/v1/auth/login').send({ login: 'karim', password: PASSWORD }).expect(200);
    await phone.get('/account').expect(200);
    const { text } = await karim.get('/account?lang=fr').expect(200);
    const row = /<tr>(?:(?!<tr>).)*?Android.*?<\/tr>/s.exec(text)?.[0] ?? '';
    expect(row).toContain('<bdi dir="ltr">Chrome</bdi> sous <bdi dir="ltr">Android</bdi>');
    expect(row).not.toContain('Celle-ci');
    expect(text).not.toContain('Mozilla/5.0');
    const path = /action="(\/account\/sessions\/[0-9a-f-]{36}\/end)/.exec(row)?.[1] ?? '';
    const omar = await portal.signIn('omar');
    await send(omar, path).expect(404);
    await phone.get('/account').expect(200);
    const ended = await send(karim, path).expect(303);
    expect(ended.headers.location).toBe('/account?done=sessionEnded');
    await phone.get('/account').expect(401);
    await karim.get('/account').expect(200);
    await send(karim, path).expect(404);
    await karim.post('/account/sessions/none/end').expect(404);
  });

  it('signs out of this browser where its own session is ended, and says so to the log', async () => {
    const karim = await portal.signIn('karim');
    const ids = async () => {
      const { body } = await karim.get('/api/v1/me/sessions').expect(200);
      const { items } = body as { items: { id: string; current: boolean }[] };
      return [
        items.find(({ current }) => !current)?.id ?? '',
        items.find(({ current }) => current)?.id ?? '',
      ];
    };
    const elsewhere = await portal.signIn('karim');
    const [other, own] = await ids();
    const omar = await portal.signIn('omar');
    await omar.delete(`/api/v1/me/sessions/${other}`).expect(404);
    await karim.delete(`/api/v1/me/sessions/${other}`).expect(204);
    await elsewhere.get('/api/v1/me').expect(401);
    await karim.delete(`/api/v1/me/sessions/${other}`).expect(404);
    const ended = await send(karim, `/account/sessions/${own}/end`).expect(303);
    expect(ended.headers.location).toBe('/login?done=sessionEnded');
    expect(String(ended.headers['set-cookie'])).toMatch(/^athar_session=;/);
    await karim.get('/account').expect(401);
    await portal.settleLog();
    const logged = await portal.sql.query<{ detail: unknown }[]>(
      `SELECT detail FROM audit_events WHERE action = 'auth.logged_out' ORDER BY seq DESC LIMIT 2`,
    );
    expect(logged.map(({ detail }) => detail)).toEqual([{}, { elsewhere: true }]);
  });

  it('signs out everywhere', async () => {
    const karim = await portal.signIn('karim');
    await send(karim, '/account/sessions/end').expect(303);
    await karim.get('/account').expect(401);
  });
});

describe('what is held about somebody', () => {
  it('is counted for them alone', async () => {
    const karim = await portal.signIn('karim');
    await karim.post('/api/v1/requests').send({ kind: 'complaint', message: 'one' }).expect(201);
    const { body } = await karim.get('/api/v1/me/data').expect(200);
    const [portalData] = (
      body as { items: { available: boolean; collections: { collection: string; count: number }[] }[] }
    ).items;
    expect(portalData?.available).toBe(true);
    const count = (collection: string) =>
      portalData?.collections.find((one) => one.collection === collection)?.count;
    expect([count('account'), count('requests'), count('request_messages')]).toEqual([1, 1, 1]);
    const { text } = await karim.get('/account/data').expect(200);
    expect(text).toContain('Messages of requests');
    const omar = await portal.signIn('omar');
    expect((await omar.get('/account/data').expect(200)).text).not.toContain('Messages of requests');
  });
});

describe('the history of consents', () => {
  const give = (username: string, purpose: string, given: string, withdrawn: string | null) =>
    portal.sql.query(
      `INSERT INTO consents (person_id, purpose, policy_version, given_at, withdrawn_at)
       SELECT person_id, $2, '2026-01', $3, $4 FROM accounts WHERE username = $1`,
      [username, purpose, given, withdrawn],
    );

  it('shows what was agreed to, when, under which version, and until when, to its person alone', async () => {
    // Rows that were brought in come in any order; what counts is when each was given.
    await give('karim', 'an <earlier> purpose', '2026-04-05T10:00:00Z', null);
    await give('karim', 'newsletter', '2026-02-03T10:00:00Z', '2026-03-04T10:00:00Z');
    const karim = await portal.signIn('karim');
    expect((await karim.get('/account').expect(200)).text).toContain('href="/account/consents"');
    const { text } = await karim.get('/account/consents').expect(200);
    const rows = [...text.matchAll(/<tr><th scope="row"[^>]*>.*?<\/tr>/gs)].map(([row]) => row);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain('an &lt;earlier> purpose');
    expect(rows[0]).toContain('In force');
    expect(rows[1]).toContain('2026-01');
    expect(rows[1]).toMatch(/February 3, 2026.*March 4, 2026/s);
    expect(rows[1]).not.toContain('In force');
    expect(text).toContain('href="/requests/new?kind=consent_withdrawal"');
    const { body } = await karim.get('/api/v1/me/consents?limit=1').expect(200);
    expect(body.items).toEqual([
      {
        purpose: 'an <earlier> purpose',
        policyVersion: '2026-01',
        givenAt: '2026-04-05T10:00:00.000Z',
        withdrawnAt: null,
        validUntil: null,
        choiceId: null,
      },
    ]);
    const next = await karim.get('/api/v1/me/consents').query({ limit: 1, cursor: body.next }).expect(200);
    expect(next.body).toMatchObject({ items: [{ purpose: 'newsletter' }], next: null });
    const held = await karim.get('/account/data').expect(200);
    expect(held.text).toMatch(/Consents<\/div><\/th>.*?>2</s);
    const omar = await portal.signIn('omar');
    expect((await omar.get('/account/consents').expect(200)).text).toContain('You have given no consent');
    const stolen = await omar.get('/api/v1/me/consents').query({ limit: 1, cursor: body.next });
    expect(stolen.status).toBe(422);
  });
});
