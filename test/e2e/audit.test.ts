import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, PASSWORD, TestApp } from '../support/app.js';

let portal: TestApp;
let checker: Agent;
let reference: string;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
  await portal.account('admin', 'reviewer');
  await portal.account('auditor', 'checker');
  const karim = await portal.signIn('karim');
  await portal
    .visitor()
    .post('/api/v1/auth/login')
    .send({ login: 'karim', password: 'wrong password' })
    .expect(401);
  const asked = await karim.post('/api/v1/requests').send({ kind: 'rectification' }).expect(201);
  reference = asked.body.reference;
  const admin = await portal.signIn('reviewer');
  await admin.get(`/api/v1/admin/requests/${reference}`).expect(200);
  await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
  await karim.post('/api/v1/auth/logout').expect(204);
  checker = await portal.signIn('checker');
});

afterAll(() => portal.stop());

async function actions(query: string): Promise<string[]> {
  const { body } = await checker.get(`/api/v1/audit/events?${query}`).expect(200);
  return body.items.map((event: { action: string }) => event.action);
}

describe('an auditor', () => {
  it('finds every step of a request, newest first', async () => {
    expect(await actions(`reference=${reference}`)).toEqual([
      'request.approved',
      'request.viewed',
      'request.submitted',
    ]);
  });

  it('searches by person, actor, action, outcome, time and network, and by all of them', async () => {
    expect(await actions('subject=karim@readers.example&action=request.*')).toContain('request.approved');
    expect(await actions('actor=karim&action=auth.*')).toEqual(['auth.logged_out', 'auth.logged_in']);
    expect(await actions('outcome=failure')).toContain('auth.login_failed');
    expect(await actions('ip=127.0.0.0/8&action=auth.login_failed')).toEqual(['auth.login_failed']);
    expect(await actions('ip=10.0.0.0/8')).toEqual([]);
    expect(await actions(`to=${new Date(Date.now() - 3_600_000).toISOString()}`)).toEqual([]);
    expect(await actions('actor=reviewer&action=request.approved&outcome=success&ip=127.0.0.1')).toEqual([
      'request.approved',
    ]);
  });

  it('turns pages by key, each event once', async () => {
    const seen: number[] = [];
    let cursor = '';
    do {
      const { body } = await checker
        .get(`/api/v1/audit/events?action=request.*&limit=1${cursor}`)
        .expect(200);
      seen.push(...body.items.map((event: { seq: number }) => event.seq));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    expect(seen).toHaveLength(3);
  });

  it('refuses a cursor of another search', async () => {
    const { body } = await checker.get('/api/v1/audit/events?limit=1').expect(200);
    const other = await checker
      .get(`/api/v1/audit/events?limit=1&action=auth.*&cursor=${body.next}`)
      .expect(422);
    expect(other.body.errors[0].pointer).toBe('?cursor');
  });

  it('streams every match as NDJSON and as CSV', async () => {
    const ndjson = await checker
      .get('/api/v1/audit/events?action=request.*')
      .set('Accept', 'application/x-ndjson')
      .buffer();
    expect(ndjson.headers['content-type']).toMatch(/^application\/x-ndjson/);
    const lines = ndjson.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ action }) => action)).toEqual([
      'request.approved',
      'request.viewed',
      'request.submitted',
    ]);
    const csv = await checker.get('/api/v1/audit/events?action=request.*').set('Accept', 'text/csv').buffer();
    expect(csv.headers['content-type']).toMatch(/^text\/csv/);
    expect(csv.text.trim().split('\n')).toHaveLength(4);
  });

  it('leaves a trace of having searched', async () => {
    expect(await actions('action=audit.*')).toEqual(
      expect.arrayContaining(['audit.searched', 'audit.exported']),
    );
  });

  it('sees in no event what was typed as a password', async () => {
    const all = await checker.get('/api/v1/audit/events').set('Accept', 'application/x-ndjson').buffer();
    expect(all.text).not.toContain('wrong password');
    expect(all.text).not.toContain(PASSWORD);
  });
});
