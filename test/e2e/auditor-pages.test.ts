import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../support/app.js';

let portal: TestApp;
let checker: Agent;
let reference: string;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
  await portal.account('admin', 'reviewer');
  await portal.account('auditor', 'checker');
  await portal.account('auditor', 'colleague');
  const karim = await portal.signIn('karim');
  await portal
    .visitor()
    .post('/api/v1/auth/login')
    .set('User-Agent', 'Browser of a stranger')
    .send({ login: 'karim', password: 'wrong password' })
    .expect(401);
  const asked = await karim.post('/api/v1/requests').send({ kind: 'rectification' }).expect(201);
  reference = asked.body.reference;
  checker = await portal.signIn('checker');
});

afterAll(() => portal.stop());

interface Event {
  readonly seq: number;
  readonly action: string;
  readonly detail: Record<string, unknown>;
  readonly values?: Record<string, string>;
}

async function events(query: string): Promise<Event[]> {
  const { body } = await checker.get(`/api/v1/audit/events?${query}`).expect(200);
  return body.items;
}

async function only(query: string): Promise<Event> {
  const [event] = await events(query);
  if (event === undefined) throw new Error(`no event for ${query}`);
  return event;
}

describe('the page of the log', () => {
  it('shows what happened in words, and no personal value', async () => {
    const { text } = await checker.get('/audit').expect(200);
    expect(text).toContain('Sign-in failed');
    expect(text).toContain('Request made');
    expect(text).toContain(reference);
    expect(text).toContain('Hidden: ');
    expect(text).not.toContain('127.0.0.1');
    expect(text).not.toContain('Browser of a stranger');
    expect(text).not.toContain('karim');
  });

  it('filters by action, outcome, reference, network, day and text', async () => {
    const rows = async (query: string) => {
      const { text } = await checker.get(`/audit?${query}`).expect(200);
      return [...text.matchAll(/<th scope="row"><a href="\/audit\/events\/(\d+)">/g)].map(([, seq]) => seq);
    };
    const failed = await only('action=auth.login_failed');
    expect(await rows('action=auth.login_failed')).toEqual([String(failed.seq)]);
    expect(await rows('outcome=failure&ip=127.0.0.0%2F8')).toContain(String(failed.seq));
    expect(await rows('ip=10.0.0.0%2F8')).toEqual([]);
    expect(await rows(`reference=${reference}`)).toHaveLength(1);
    expect(await rows('to=2020-01-01')).toEqual([]);
    expect(await rows('from=2020-01-01&q=request.sub')).toHaveLength(1);
  });

  it('counts the kinds of what was found, and links to each', async () => {
    const { text } = await checker.get(`/audit?reference=${reference}`).expect(200);
    expect(text).toContain('Counted over one match.');
    expect(text).toMatch(/href="\/audit\?action=request\.submitted&amp;reference=[^"]*">Request made \(1\)/);
  });

  it('puts a pseudonym in the place of a name before it stands in an address', async () => {
    const answer = await checker
      .get('/audit?actor=karim%40readers.example&action=auth.logged_in')
      .expect(303);
    expect(answer.headers.location).toMatch(/^\/audit\?action=auth\.logged_in&actor=[0-9a-f-]{36}$/);
    const { text } = await checker.get(answer.headers.location ?? '').expect(200);
    expect(text).toContain('Signed in (1)');
    expect(text).not.toContain('karim');
  });

  it('is shown again with what was typed where it cannot be searched', async () => {
    const { text } = await checker
      .get('/audit?actor=nobody-here&ip=300.1.1.1&from=2026-02-31&action=what')
      .expect(422);
    expect(text).toContain('<a href="#actor">Nobody in the log is known by this.');
    expect(text).toMatch(/name="ip"[^>]* value="300.1.1.1"/);
    const other = await checker.get('/audit?ip=300.1.1.1').expect(422);
    expect(other.text).toContain('<a href="#ip">Give an IP address');
    const days = await checker.get('/audit?from=2026-02-31&to=x').expect(422);
    expect(days.text).toContain('<a href="#from">');
    expect(days.text).toContain('<a href="#to">');
  });

  it('turns pages by key', async () => {
    for (let n = 0; n < 26; n += 1) await checker.get('/audit?reference=R-2222-2222').expect(200);
    const { text } = await checker.get('/audit?action=audit.searched').expect(200);
    const next = /rel="next" href="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toContain('action=audit.searched&cursor=');
    expect((await checker.get(next).expect(200)).text).toContain('First page');
    await checker.get('/audit?cursor=nonsense').expect(422);
  });

  it('records each search, by the names of its filters', async () => {
    const before = (await events('action=audit.searched&limit=200')).length;
    await checker.get('/audit?ip=127.0.0.1').expect(200);
    const after = await events('action=audit.searched&limit=200');
    expect(after).toHaveLength(before + 2);
    expect(after[1]?.detail).toEqual({ filters: ['ip'] });
  });
});

describe('the page of an event', () => {
  it('hides its values until a reason is given, and records the reason', async () => {
    const { seq } = await only('action=auth.login_failed');
    const { text } = await checker.get(`/audit/events/${seq}`).expect(200);
    expect(text).toContain('Sign-in failed');
    expect(text).toMatch(/Hidden<\/span>/);
    expect(text).not.toContain('127.0.0.1');
    expect(text).not.toContain('Browser of a stranger');

    const refused = await checker.post(`/audit/events/${seq}`).type('form').send({ reason: ' ' }).expect(422);
    expect(refused.text).toContain('<a href="#reason">');
    expect(refused.text).not.toContain('Browser of a stranger');
    expect(await events('action=audit.unmasked')).toEqual([]);

    const shown = await checker
      .post(`/audit/events/${seq}`)
      .type('form')
      .send({ reason: 'A complaint of the police' })
      .expect(200);
    expect(shown.text).toContain('Browser of a stranger');
    expect(shown.text).toContain('127.0.0.1');
    const unmasked = await only('action=audit.unmasked');
    expect(unmasked.detail).toEqual({ event: seq, fields: expect.arrayContaining(['ip', 'userAgent']) });
    expect(unmasked.values).toEqual({ reason: 'A complaint of the police' });
    expect((await checker.get(`/audit/events/${seq}`).expect(200)).text).not.toContain('127.0.0.1');
  });

  it('gives programs the same way, with the same record', async () => {
    const { seq } = await only('action=auth.login_failed');
    const path = `/api/v1/audit/events/${seq}/unmask`;
    await checker.post(path).send({}).expect(422);
    const { body } = await checker.post(path).send({ reason: 'To answer a complaint' }).expect(200);
    expect(body).toMatchObject({ seq, ip: '127.0.0.1', userAgent: 'Browser of a stranger' });
    expect((await only('action=audit.unmasked')).values).toEqual({ reason: 'To answer a complaint' });
    await checker.post('/api/v1/audit/events/999999999/unmask').send({ reason: 'x' }).expect(404);
  });

  it('has what proves it, and leads to its neighbours', async () => {
    const { text } = await checker.get('/audit/events/1').expect(200);
    expect(text).toContain('href="/audit/events/0"');
    expect(text).toContain('href="/audit/events/2"');
    expect(text).toMatch(/<bdi dir="ltr">[0-9a-f]{64}<\/bdi>/);
    expect(text).toContain('&quot;seq&quot;:1,&quot;v&quot;:1}');
    await checker.get('/audit/events/999999999').expect(404);
    await checker.get('/audit/events/abc').expect(404);
  });
});
