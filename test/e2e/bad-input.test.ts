import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../support/app.js';

let portal: TestApp;
let member: Agent;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
  await portal.account('admin', 'reviewer');
  member = await portal.signIn('karim');
  admin = await portal.signIn('reviewer');
});

afterAll(() => portal.stop());

async function counts(): Promise<unknown> {
  return portal.sql.query(
    'SELECT (SELECT count(*) FROM requests) AS requests, (SELECT count(*) FROM comments) AS comments',
  );
}

interface Refusal {
  readonly name: string;
  readonly body: unknown;
  readonly status: number;
  readonly pointer?: string;
}

const refusals: Refusal[] = [
  { name: 'an unknown field', body: { kind: 'export', colour: 'red' }, status: 422, pointer: '/colour' },
  { name: 'a wrong type', body: { kind: 7 }, status: 422, pointer: '/kind' },
  { name: 'an unknown kind', body: { kind: 'everything' }, status: 422, pointer: '/kind' },
  { name: 'a list', body: [1], status: 422, pointer: '' },
  { name: 'a NUL character', body: { kind: 'export', message: 'a\0b' }, status: 422, pointer: '/message' },
  {
    name: 'half a surrogate pair',
    body: { kind: 'export', message: 'a\ud800b' },
    status: 422,
    pointer: '/message',
  },
  {
    name: 'a scope that does not fit',
    body: { kind: 'export', scope: { comments: 'delete' } },
    status: 422,
    pointer: '/scope',
  },
  {
    name: 'a deep unknown field',
    body: { kind: 'erasure', scope: { all: true } },
    status: 422,
    pointer: '/scope/all',
  },
  {
    name: 'too long a text',
    body: { kind: 'export', message: 'a'.repeat(5001) },
    status: 422,
    pointer: '/message',
  },
  { name: 'over 100 kB', body: { kind: 'export', message: 'a'.repeat(110_000) }, status: 413 },
];

describe('a body that cannot be accepted', () => {
  it.each(refusals)('$name is refused by name, and nothing is changed', async ({ body, status, pointer }) => {
    const before = await counts();
    const answer = await member.post('/api/v1/requests').send(body as object);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ status });
    if (pointer !== undefined)
      expect(answer.body.errors.map((each: { pointer: string }) => each.pointer)).toContain(pointer);
    expect(JSON.stringify(answer.body)).not.toMatch(/ at .*\.[jt]s/);
    expect(await counts()).toEqual(before);
  });

  it.each([
    ['broken JSON', Buffer.from('{"kind":'), 'application/json', 400, 'broken-json'],
    ['too much', Buffer.from(`{"kind":"${'x'.repeat(110_000)}"}`), 'application/json', 413, 'body-too-large'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'application/json', 400],
    ['another type', Buffer.from('kind=export'), 'text/plain', 415],
  ])('%s is refused', async (_name, bytes, type, status, code?: string) => {
    const answer = await member
      .post('/api/v1/requests')
      .set('Content-Type', type)
      .send(bytes.toString('latin1'));
    const raw = await fetch(`http://127.0.0.1:${portal.port}/api/v1/requests`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: bytes,
    });
    expect(raw.status).toBe(status);
    if (code !== undefined) expect(await raw.json()).toMatchObject({ type: `/problems/${code}` });
    expect([400, 413, 415, 422]).toContain(answer.status);
  });
});

describe('a query or path that cannot be accepted', () => {
  it.each([
    ['/api/v1/requests?limit=0', 422],
    ['/api/v1/requests?limit=abc', 422],
    ['/api/v1/requests?limit=201', 422],
    ['/api/v1/requests?cursor=nonsense', 422],
    ['/api/v1/requests?unknown=1', 422],
    ['/api/v1/requests/R-ZZZZ-ZZZZ', 404],
    ['/api/v1/requests/nonsense', 404],
    ['/api/v1/requests/%ff', 400],
    ['/api/v1/requests/%00', 404],
    ['/api/v1/articles/none/comments', 404],
    ['/api/v1/articles/%00/comments', 404],
    ['/api/v1/nothing', 404],
    ['/API/v1/nothing', 404],
  ])('%s answers %i', async (path, status) => {
    const answer = await member.get(path);
    expect(answer.status).toBe(status);
    expect(answer.body.status).toBe(status);
  });

  it('is refused in the office’s queue too', async () => {
    for (const query of [
      'state=sleeping',
      'kind=x',
      'due=soonish',
      'assignee=nobody-of-that-name',
      'cursor=AAAA',
    ]) {
      const answer = await admin.get(`/api/v1/admin/requests?${query}`);
      expect([query, answer.status]).toEqual([query, 422]);
      expect(answer.body.errors[0].pointer).toBe(`?${query.split('=')[0]}`);
    }
  });
});

describe('a step in a wrong state', () => {
  it('changes nothing and says which state it is', async () => {
    const { body } = await member.post('/api/v1/requests').send({ kind: 'rectification' }).expect(201);
    const path = `/api/v1/admin/requests/${body.reference}`;
    await admin.post(`${path}/retry`).expect(409);
    await admin.post(`${path}/complete`).expect(409);
    await admin.post(`${path}/approve`).expect(200);
    const twice = await admin.post(`${path}/approve`).expect(409);
    expect(twice.body).toMatchObject({
      type: '/problems/wrong-state',
      detail: expect.stringContaining('approved'),
    });
    await admin.post(`${path}/complete`).expect(200);
    await member.post(`/api/v1/requests/${body.reference}/withdraw`).expect(409);
    await admin.post('/api/v1/admin/requests/R-2222-2222/approve').expect(404);
  });

  it('refuses a letter from the future and an extension that no law gives', async () => {
    const future = {
      channel: 'letter',
      receivedAt: '2999-01-01',
      kind: 'export',
      email: 'a@letters.example',
    };
    const refused = await admin.post('/api/v1/admin/requests').send(future).expect(422);
    expect(refused.body.errors[0].pointer).toBe('/receivedAt');
    const { body } = await member.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
    await admin
      .post(`/api/v1/admin/requests/${body.reference}/extend`)
      .send({ reason: 'Much to do.' })
      .expect(409);
  });
});
