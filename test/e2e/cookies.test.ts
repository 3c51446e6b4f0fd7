import { MetadataScanner } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COOKIES } from '../../src/policy/cookies.js';
import { apiControllers } from '../../src/web/api/api-controllers.js';
import { type Route, routesOf } from '../../src/web/api/openapi-document.js';
import { pageControllers } from '../../src/web/pages/page-controllers.js';
import { type Agent, PASSWORD, TestApp } from '../support/app.js';
import { cookieFaults, cookiesOf, type SetCookie } from '../support/cookies.js';
import { tokenIn } from '../support/mail-sink.js';

type Who = 'nobody' | 'member' | 'admin' | 'auditor';

let portal: TestApp;
/** Names of all cookies that any answer has set. */
const seen = new Set<string>();

beforeAll(async () => {
  portal = await TestApp.start();
  for (const role of ['member', 'admin', 'auditor'] as const) await portal.account(role, `${role}1`);
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', 'Text', now())`,
  );
});
afterAll(() => portal.stop());

const routes = routesOf([...apiControllers, ...pageControllers], new MetadataScanner());

/** A caller of that kind, who has answered nothing yet. */
const caller = (who: Who): Promise<Agent> | Agent =>
  who === 'nobody' ? portal.visitor() : portal.signIn(`${who}1`);

function send(agent: Agent, route: Route, reference: string) {
  const path = route.path
    .replace('{reference}', reference)
    .replace(/\{token\}/, 'A'.repeat(43))
    .replace('{seq}', '1')
    .replace(/\{(?:id)\}/, '00000000-0000-7000-8000-000000000000')
    .replace(/\{\w+\}/g, 'none');
  return agent[route.method as 'get' | 'post' | 'put' | 'patch' | 'delete'](path);
}

function judge(answer: { headers: Record<string, unknown> }, where: string, renewed = false): string[] {
  for (const { name } of cookiesOf(answer)) seen.add(name);
  return cookieFaults(answer, where, renewed);
}

/** Posts that go through and set cookies, each by a browser of its own: where, and with what. */
const SETTERS: readonly (readonly [who: Who, path: string, form: Record<string, unknown>])[] = [
  ['nobody', '/login', { login: 'member1', password: PASSWORD }],
  ['nobody', '/login', { login: 'member1', password: PASSWORD, rememberMe: 'true' }],
  ['nobody', '/cookies/choice', { answer: 'accept_all' }],
  ['member', '/cookies/choice', { answer: 'settings', accepted: ['embeds'] }],
  ['member', '/cookies/withdraw', {}],
  ['admin', '/screen-options', { rows: '100', compact: 'true' }],
  ['auditor', '/screen-options', { rows: '25' }],
  ['admin', '/screen-options/reset', {}],
  [
    'admin',
    '/admin/articles/new',
    { slug: 'harbour', title: 'The harbour', body: 'Text.', published: 'true' },
  ],
  ['member', '/account/sessions/end', {}],
  ['member', '/logout', {}],
  [
    'nobody',
    '/articles/port',
    { name: 'Salma', email: 'salma@visitors.example', body: 'Hello.', remember: 'true' },
  ],
];

describe('every cookie that the portal sets', () => {
  it.each(['nobody', 'member', 'admin', 'auditor'] as const)(
    'on any page or answer to %s is declared by the policy, with its lifetime, closed to scripts and other sites',
    async (who) => {
      const agent = await caller(who);
      const asked = await agent.post('/api/v1/requests').send({
        kind: 'rectification',
        message: 'A letter.',
        email: who === 'nobody' ? 'g@x.example' : undefined,
      });
      const reference = String(asked.body.reference);
      const wrong: string[] = [];
      for (const route of routes.filter(({ method }) => method === 'get'))
        wrong.push(...judge(await send(agent, route, reference), `get ${route.path}`));
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  it.each(['nobody', 'member', 'admin', 'auditor'] as const)(
    'on any form or call that %s sends with nothing in it is, too',
    async (who) => {
      const wrong: string[] = [];
      let agent = await caller(who);
      for (const route of routes.filter(({ method }) => method !== 'get')) {
        const answer = await send(agent, route, 'R-2222-2222');
        wrong.push(...judge(answer, `${route.method} ${route.path}`));
        // Whatever ended the session, the next form comes from somebody signed in.
        if (cookiesOf(answer).some(({ dropped }) => dropped)) agent = await caller(who);
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  it.each(SETTERS)('is, where %s posts %s', async (who, path, form) => {
    const answer = await (await caller(who)).post(path).type('form').send(form);
    expect(answer.status).toBe(303);
    expect(judge(answer, path)).toEqual([]);
  });

  it('is, where sessions are opened and renewed by the API and by a link in a mail', async () => {
    const agent = portal.visitor();
    const login = await agent.post('/api/v1/auth/login').send({ login: 'member1', password: PASSWORD });
    const again = await agent.post('/api/v1/auth/step-up').send({ password: PASSWORD }).expect(204);
    const answered = await agent.put('/api/v1/cookie-choice').send({ answer: 'reject_all' }).expect(204);
    const guest = portal.visitor();
    await guest.post('/api/v1/requests').send({ kind: 'export', email: 'guest@x.example' }).expect(202);
    const mail = await portal.mail.take('guest@x.example', '/requests/confirm/');
    const token = tokenIn(mail, 'requests/confirm');
    const confirmed = await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
    expect([
      ...judge(login, 'login'),
      ...judge(again, 'step-up', true),
      ...judge(answered, 'choice'),
      ...judge(confirmed, 'link'),
    ]).toEqual([]);
    expect(cookiesOf(confirmed).map(({ maxAge }) => maxAge)).toEqual([7200]);
  });

  it('was among them, for each that the policy says is in use', () => {
    const used = COOKIES.filter(({ active }) => active).map(({ name }) => name);
    expect([...seen].sort()).toEqual(used.sort());
  });

  it('goes over https and to this host alone where the portal has https, by a name that browsers guard', async () => {
    const safe = await TestApp.start({ BASE_URL: 'https://portal.example' });
    try {
      await safe.account('admin', 'admin1');
      await safe.sql.query(
        `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', 'Text', now())`,
      );
      const login = { login: 'admin1', password: PASSWORD };
      const signedIn = await safe.visitor().post('/api/v1/auth/login').send(login);
      const sent = ({ name, value }: SetCookie) => `${name}=${value}`;
      const admin = (path: string) =>
        safe.visitor().post(path).set('Cookie', cookiesOf(signedIn).map(sent)).type('form');
      const guest = { name: 'Salma', email: 'salma@visitors.example', body: 'Hello.', remember: 'true' };
      const answers = [
        signedIn,
        await safe.visitor().get('/login'),
        await safe.visitor().put('/api/v1/cookie-choice').send({ answer: 'accept_all' }),
        await safe.visitor().post('/articles/port').type('form').send(guest),
        await admin('/screen-options').send({ rows: '100', compact: 'true' }),
        await admin('/admin/articles/new').send({ slug: 'a', title: 'A', body: 'A.', published: 'true' }),
      ];
      const set = answers.flatMap(cookiesOf);
      expect(set.map(({ name }) => name).sort()).toEqual(COOKIES.map(({ name }) => `__Host-${name}`).sort());
      expect(answers.flatMap((answer) => cookieFaults(answer, 'https'))).toEqual([]);

      const all = safe.visitor().set('Cookie', set.map(sent));
      expect((await all.get('/api/v1/cookie-choice').expect(200)).body.asked).toBe(false);
      const list = (await all.get('/cookies?lang=en').expect(200)).text;
      for (const { name } of set) expect(list).toContain(`>${name}<`);
      expect(list.match(/>active</g)).toHaveLength(set.length);
      // What another host could plant counts for nothing.
      const plain = set.map(({ name, value }) => `${name.replace('__Host-', '')}=${value}`);
      const planted = safe.visitor().set('Cookie', plain);
      expect((await planted.get('/api/v1/cookie-choice').expect(200)).body.asked).toBe(true);
      expect((await planted.get('/articles/port').expect(200)).text).not.toContain(guest.email);
    } finally {
      await safe.stop();
    }
  });
});

describe('the check itself', () => {
  const faults = (text: string) => cookieFaults({ headers: { 'set-cookie': [text] } }, 'x');

  it('finds what the policy does not say', () => {
    expect(faults('athar_cookie_check=1; Path=/; HttpOnly; SameSite=Lax')).toEqual([]);
    expect(faults('athar_cookie_check=1; Path=/; HttpOnly; Secure; SameSite=Lax')).toHaveLength(1);
    expect(faults('__Host-athar_cookie_check=1; Path=/; HttpOnly; SameSite=Lax')).toHaveLength(1);
    expect(faults('__Host-athar_cookie_check=1; Path=/; HttpOnly; Secure; SameSite=Lax')).toEqual([]);
    expect(faults('_ga=1; Path=/; HttpOnly; SameSite=Lax')).toHaveLength(1);
    expect(faults('athar_cookie_check=1; Max-Age=60; Path=/; HttpOnly; SameSite=Lax')).toHaveLength(1);
    expect(faults('athar_cookie_choice=1; Max-Age=60; Path=/; HttpOnly; SameSite=Lax')).toHaveLength(1);
    expect(faults('athar_cookie_choice=1; Path=/; HttpOnly; SameSite=Lax')).toHaveLength(1);
    expect(faults('athar_screen_options=1; Max-Age=31536000; Path=/; SameSite=Lax')).toHaveLength(1);
    expect(faults('athar_screen_options=1; Max-Age=31536000; Path=/; HttpOnly')).toHaveLength(1);
    expect(faults('athar_screen_options=1; Max-Age=31536000; HttpOnly; SameSite=None')).toHaveLength(2);
  });
});
