import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, PASSWORD, TestApp } from '../support/app.js';

const TEXT = 'two lines,\r\nand a <b>word</b>';
const SHOWN = 'and a &lt;b>word&lt;/b>';
let portal: TestApp;
let reference: string;

beforeAll(async () => {
  portal = await TestApp.start();
  for (const username of ['karim', 'salma']) await portal.account('member', username);
  await portal.account('admin', 'amal');
  const karim = await portal.signIn('karim');
  const { body } = await karim.post('/api/v1/requests').send({ kind: 'complaint' }).expect(201);
  reference = body.reference;
});

afterAll(() => portal.stop());

const send = (agent: Agent, path: string, fields: Record<string, string | string[]>) =>
  agent.post(path).type('form').send(fields);

/** Signed in once, and not any more. */
async function late(username: string): Promise<Agent> {
  const agent = await portal.signIn(username);
  await portal.sql.query(
    'DELETE FROM sessions WHERE account_id = (SELECT id FROM accounts WHERE username = $1)',
    [username],
  );
  return agent;
}

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const hidden = (html: string, name: string): string =>
  unescaped(new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '');
const messages = async (): Promise<string[]> =>
  (await portal.sql.query<{ body: string }[]>('SELECT body FROM request_messages')).map(({ body }) => body);

describe('a text that is sent after the session ended', () => {
  it('stays on the page, through a wrong password too, and is sent once its writer says so', async () => {
    const karim = await late('karim');
    const path = `/requests/${reference}/messages`;
    const refused = await send(karim, path, { body: TEXT }).expect(401);
    expect(refused.text).toContain('You are not signed in any more');
    expect(refused.text).toContain(SHOWN);
    expect(refused.text).toContain('<form method="post" action="/login"');
    expect(refused.text).toContain(`href="/requests/${reference}/link"`);
    expect(hidden(refused.text, 'next')).toBe(`/requests/${reference}`);
    const kept = hidden(refused.text, 'kept');
    const signIn = { login: 'karim', next: `/requests/${reference}`, kept };
    const wrong = await send(karim, '/login', { ...signIn, password: 'not this one' }).expect(401);
    expect(wrong.text).toContain(SHOWN);
    expect(hidden(wrong.text, 'kept')).toBe(kept);
    const asked = await send(karim, '/login', { ...signIn, password: PASSWORD }).expect(200);
    expect(asked.text).toContain('signed in as <bdi>karim</bdi>');
    expect(asked.text).toContain(SHOWN);
    expect(asked.text).toContain(`<form method="post" action="${path}"`);
    expect(await messages()).toEqual([]);
    const sent = await send(karim, path, { body: hidden(asked.text, 'body') }).expect(303);
    expect(sent.headers.location).toBe(`/requests/${reference}?done=messageSent`);
    expect(await messages()).toEqual([expect.stringMatching(/two lines,\s+and a <b>word<\/b>/)]);
    expect(portal.log.text).not.toContain('two lines');
  });

  it('comes with every other field of its form', async () => {
    const path = `/admin/requests/${reference}/messages`;
    const { text } = await send(await late('amal'), path, {
      message: 'Which one?',
      awaitsAnswer: 'true',
    }).expect(401);
    const kept = hidden(text, 'kept');
    const amal = portal.visitor();
    const asked = await send(amal, '/login', { login: 'amal', password: PASSWORD, kept }).expect(200);
    expect(hidden(asked.text, 'awaitsAnswer')).toBe('true');
    expect(hidden(asked.text, 'message')).toBe('Which one?');
  });

  it('is not sent by whoever else signs in, who may not write there', async () => {
    const path = `/requests/${reference}/messages`;
    const { text } = await send(await late('karim'), path, { body: 'for my own case' }).expect(401);
    const salma = portal.visitor();
    const fields = { login: 'salma', password: PASSWORD, kept: hidden(text, 'kept') };
    const asked = await send(salma, '/login', fields).expect(200);
    expect(asked.text).toContain('signed in as <bdi>salma</bdi>');
    await send(salma, path, { body: hidden(asked.text, 'body') }).expect(404);
    expect(await messages()).not.toContain('for my own case');
  });

  it('never brings passwords back, nor leads to another site', async () => {
    const karim = await late('karim');
    const change = await send(karim, '/account/password', {
      current: 'my old secret',
      password: 'my new secret',
    });
    expect(change.status).toBe(401);
    expect(change.text).not.toMatch(/my (?:old|new) secret|name="kept"/);
    const mixed = await send(karim, '/account/profile', { about: 'me', current: 'my old secret' }).expect(
      401,
    );
    expect(hidden(mixed.text, 'kept')).toContain('"about"');
    expect(mixed.text).not.toContain('my old secret');
    const signIn = { login: 'karim', password: PASSWORD };
    for (const path of ['//evil.example/x', 'https://evil.example', '/\\evil.example']) {
      const kept = JSON.stringify({ path, fields: [['body', 'x']] });
      const { text } = await send(portal.visitor(), '/login', { ...signIn, kept }).expect(200);
      expect(text).not.toContain('evil.example');
    }
    for (const kept of ['no JSON', '{"path":"/"}', '[]', '{"path":"/","fields":[["a",1]]}']) {
      await send(portal.visitor(), '/login', { ...signIn, kept }).expect(303);
    }
  });
});
