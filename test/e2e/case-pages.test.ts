import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../support/app.js';

let portal: TestApp;
let member: Agent;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  for (const username of ['karim', 'salma']) await portal.account('member', username);
  for (const username of ['reviewer', 'second']) await portal.account('admin', username);
  member = await portal.signIn('karim');
  admin = await portal.signIn('reviewer');
});

afterAll(() => portal.stop());

const send = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').send(fields);

async function ask(kind: string): Promise<string> {
  const { body } = await member.post('/api/v1/requests').send({ kind, message: 'about me' }).expect(201);
  return (body as { reference: string }).reference;
}

describe('the page of a request', () => {
  it('takes messages, shows a refused one again, and belongs to its person alone', async () => {
    const path = `/requests/${await ask('complaint')}`;
    const sent = await send(member, `${path}/messages`, { body: 'a <b>word</b>' }).expect(303);
    expect(sent.headers.location).toBe(`${path}?done=messageSent`);
    const { text } = await member.get(sent.headers.location ?? '').expect(200);
    expect(text).toContain('a &lt;b>word&lt;/b>');
    expect(text).toContain('Your message is with the office.');
    const empty = await send(member, `${path}/messages`, { body: ' ' }).expect(422);
    expect(empty.text).toContain('href="#body"');
    expect(empty.text).toContain('a &lt;b>word');
    const other = await portal.signIn('salma');
    await other.get(path).expect(404);
    await send(other, `${path}/messages`, { body: 'not mine' }).expect(404);
    await other.get(`${path}/withdraw`).expect(404);
    await other.get(`${path}/progress`).expect(404);
  });

  it('says whose turn it is, and lets a question be answered', async () => {
    const reference = await ask('rectification');
    expect((await member.get(`/requests/${reference}`)).text).toContain('The office’s');
    await admin
      .post(`/api/v1/admin/requests/${reference}/messages`)
      .send({ body: 'which name?', awaitsAnswer: true })
      .expect(201);
    const { text } = await member.get(`/requests/${reference}`).expect(200);
    expect(text).toContain('which name?');
    expect(text).toContain('<dd>Yours</dd>');
    await send(member, `/requests/${reference}/messages`, { body: 'this one' }).expect(303);
    expect((await member.get(`/requests/${reference}`)).text).toContain('You answered');
  });

  it('asks before a request is withdrawn, and says so afterwards', async () => {
    const path = `/requests/${await ask('objection')}`;
    const asked = await member.get(`${path}/withdraw`).expect(200);
    expect(asked.text).toContain('btn-danger');
    const done = await send(member, `${path}/withdraw`).expect(303);
    const { text } = await member.get(done.headers.location ?? '').expect(200);
    expect(text).toContain('Your request is withdrawn.');
    expect(text).not.toContain('/withdraw"');
    expect(text).not.toContain('/messages"');
    await member.get(`${path}/withdraw`).expect(409);
  });

  it('names the ground of a refusal with its article, and who can be complained to', async () => {
    const reference = await ask('objection');
    await admin
      .post(`/api/v1/admin/requests/${reference}/refuse`)
      .send({ ground: 'legal_obligation', explanation: 'The archive is kept by law.' })
      .expect(200);
    const { text } = await member.get(`/requests/${reference}`).expect(200);
    expect(text).toContain('<bdi dir="auto">Law 09-08, Art. 9</bdi>');
    expect(text).toContain('The archive is kept by law.');
    expect(text).toContain('href="https://www.cndp.ma"');
  });

  it('says when a scheduled erasure begins, and that withdrawing stops it', async () => {
    const reference = await ask('erasure');
    await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
    const second = await portal.signIn('second');
    await second.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
    const { text } = await member.get(`/requests/${reference}`).expect(200);
    expect(text).toContain('Erasing begins at');
    const bar = await member.get(`/requests/${reference}/progress`).expect(200);
    expect(bar.headers['hx-refresh']).toBe('true');
    expect(bar.text).toBe('');
    await send(member, `/requests/${reference}/withdraw`).expect(303);
  });
});

describe('the office’s page of a case', () => {
  it('says why it cannot be approved while it waits for an answer, and takes the question back', async () => {
    const path = `/admin/requests/${await ask('rectification')}`;
    await send(admin, `${path}/messages`, { message: 'which name?', awaitsAnswer: 'true' }).expect(303);
    const waiting = (await admin.get(path).expect(200)).text;
    expect(waiting).toContain('once you have taken the question back');
    expect(waiting).not.toContain(`${path}/approve`);
    const empty = await send(admin, `${path}/messages`, { message: ' ', withdrawsQuestion: 'true' });
    expect(empty.status).toBe(422);
    expect(empty.text).toMatch(/id="withdrawsQuestion"[^>]* checked/);
    const told = { message: 'we found it', withdrawsQuestion: 'true' };
    const done = await send(admin, `${path}/messages`, told).expect(303);
    const { text } = await admin.get(done.headers.location ?? '').expect(200);
    expect(text).toContain(`${path}/approve`);
    expect(text).toContain('The office took its question back');
    expect(text).not.toContain('withdrawsQuestion');
  });

  it('says of work that stopped that it cannot be refused, and that the approvals are void', async () => {
    const reference = await ask('erasure');
    for (const state of ['approved', 'running', 'failed']) {
      await portal.sql.query(
        `WITH moved AS (UPDATE requests SET state = $2 WHERE reference = $1 RETURNING id)
         INSERT INTO request_steps (request_id, at, step, state, actor) SELECT id, now(), $3, $2, 'office' FROM moved`,
        [reference, state, state === 'running' ? 'started' : state],
      );
    }
    const { text } = await admin.get(`/admin/requests/${reference}`).expect(200);
    expect(text).toContain('What has begun cannot be refused any more');
    expect(text).toContain('The approvals that were given no longer count');
    expect(text).not.toContain('Nobody has decided yet');
    expect(text).toContain(`/${reference}/approve`);
    expect(text).not.toContain(`/${reference}/refuse`);
  });
});
