import { afterAll, beforeAll, expect, it } from 'vitest';
import { COOKIES } from '../../../src/policy/cookies.js';
import { type Agent, PASSWORD, TestApp } from '../../support/app.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
});
afterAll(() => portal.stop());

/** The row of each cookie on the page: whether it says that the browser has it. */
async function list(agent: Agent): Promise<Record<string, string>> {
  const { text } = await agent.get('/cookies?lang=en').expect(200);
  const rows = [...text.matchAll(/<tr><th scope="row".*?<bdi dir="ltr">(\w+)<\/bdi>.*?<\/tr>/gs)];
  return Object.fromEntries(
    rows.map(([row, name]) => [
      name,
      / active<|>active</.test(row) && !/not active/.test(row) ? 'active' : 'not active',
    ]),
  );
}

async function stateOf(agent: Agent, category: string): Promise<boolean> {
  const { body } = await agent.get('/api/v1/cookie-choice').expect(200);
  return body.categories.find((one: { category: string }) => one.category === category).allowed;
}

it('P27 advertising and personalisation are a category of their own, off until accepted', async () => {
  const visitor = portal.visitor();
  const off = await visitor.get('/cookies?lang=en').expect(200);
  expect(off.text).toMatch(/<h2>Advertising and personalisation <span class="tag open">off<\/span><\/h2>/);
  expect(off.text).not.toMatch(/id="personalisation"[^>]* checked/);
  expect(await stateOf(visitor, 'personalisation')).toBe(false);
  const others = { answer: 'settings', accepted: ['preferences', 'embeds', 'measurement'] };
  await visitor.post('/cookies/choice').type('form').send(others).expect(303);
  expect(await stateOf(visitor, 'personalisation')).toBe(false);
  await visitor
    .post('/cookies/choice')
    .type('form')
    .send({ answer: 'settings', accepted: 'personalisation' })
    .expect(303);
  expect(await stateOf(visitor, 'personalisation')).toBe(true);
  expect(await stateOf(visitor, 'embeds')).toBe(false);
  const on = await visitor.get('/cookies?lang=en').expect(200);
  expect(on.text).toMatch(/<h2>Advertising and personalisation <span class="tag good">allowed<\/span><\/h2>/);
});

it('P27 the list names every cookie, and is live: it says which ones this browser has now', async () => {
  const visitor = portal.visitor();
  const names = COOKIES.map(({ name }) => name).sort();
  const first = await list(visitor);
  expect(Object.keys(first).sort()).toEqual(names);
  expect(Object.values(first)).toEqual(names.map(() => 'not active'));
  await visitor.get('/login').expect(200);
  await visitor.post('/login').type('form').send({ login: 'karim', password: PASSWORD }).expect(303);
  await visitor.post('/cookies/choice').type('form').send({ answer: 'reject_all' }).expect(303);
  const active = Object.entries(await list(visitor)).filter(([, state]) => state === 'active');
  expect(active.map(([name]) => name).sort()).toEqual([
    'athar_cookie_check',
    'athar_cookie_choice',
    'athar_session',
  ]);
  await visitor.post('/logout').expect(303);
  expect((await list(visitor)).athar_session).toBe('not active');
});

it('P27 the browser’s signal refuses it, against an earlier acceptance too, unless it is accepted after that', async () => {
  const visitor = portal.visitor();
  const accept = (agent: Agent) => agent.post('/cookies/choice').type('form').send({ answer: 'accept_all' });
  await accept(visitor).expect(303);
  const withSignal = async (category: string) => {
    const { body } = await visitor.get('/api/v1/cookie-choice').set('Sec-GPC', '1').expect(200);
    return body.categories.find((one: { category: string }) => one.category === category).allowed;
  };
  for (const category of ['personalisation', 'embeds', 'measurement']) {
    expect(await stateOf(visitor, category)).toBe(true);
    expect(await withSignal(category)).toBe(false);
  }
  expect(await withSignal('preferences')).toBe(true);
  const told = await visitor.get('/cookies?lang=en').set('Sec-GPC', '1').expect(200);
  expect(told.text).toContain('That counts for more than what you accepted before it did');
  await accept(visitor).set('Sec-GPC', '1').expect(303);
  expect(await withSignal('personalisation')).toBe(true);

  const asked = await portal.visitor().get('/?lang=en').set('Sec-GPC', '1').expect(200);
  expect(asked.text).toContain('Your browser asks not to share your data with others. We keep to that');
  const { body } = await visitor.get('/.well-known/gpc.json').expect(200);
  expect(body).toEqual({ gpc: true, lastUpdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
});
