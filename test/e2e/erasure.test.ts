import { verify, createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptBytes } from '../../src/erasures/receipt.js';
import { type Agent, TestApp } from '../support/app.js';
import { type ReceivedMail, tokenIn } from '../support/mail-sink.js';
import { traces } from '../support/person-traces.js';

let portal: TestApp;
let first: Agent;
let second: Agent;

beforeAll(async () => {
  portal = await TestApp.start({
    ATHAR_COOLING_OFF: 'PT0S',
    ATHAR_HOLD_RELEASE_DELAY: 'PT0S',
  });
  await portal.account('admin', 'first');
  await portal.account('admin', 'second');
  await portal.account('auditor', 'auditor');
  first = await portal.signIn('first');
  second = await portal.signIn('second');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'مشروع الميناء', 'نص', now())`,
  );
});

afterAll(() => portal.stop());

/** A member with some comments, and the texts that must not be found afterwards. */
async function memberWithComments(
  username: string,
  comments = 3,
): Promise<{ agent: Agent; tokens: string[] }> {
  await portal.account('member', username);
  const agent = await portal.signIn(username);
  for (let number = 1; number <= comments; number += 1) {
    await agent
      .post('/api/v1/articles/port/comments')
      .send({ body: `words of ${username} number ${number}` })
      .expect(201);
  }
  await portal.sql.query(`UPDATE comments SET status = 'approved' WHERE status = 'pending'`);
  return { agent, tokens: [username, `${username}@readers.example`, `words of ${username}`] };
}

/** What the public sees under the article. */
async function thread(): Promise<string> {
  const { body } = await portal.visitor().get('/api/v1/articles/port/comments').expect(200);
  return JSON.stringify(body);
}

async function askFor(agent: Agent, scope?: object): Promise<string> {
  const { body } = await agent.post('/api/v1/requests').send({ kind: 'erasure', scope }).expect(201);
  return body.reference as string;
}

async function approve(reference: string): Promise<void> {
  await first.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
  await second.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
}

/** Waits until the office sees the case in this state. */
async function reach(reference: string, state: string): Promise<void> {
  for (;;) {
    const { body } = await first.get(`/api/v1/admin/requests/${reference}`).expect(200);
    if (body.state === state) return;
    if (body.state === 'failed') throw new Error(`the erasure failed: ${body.failure}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The last mail of a case, and a session by its link, which works again and again. */
async function lastMail(address: string): Promise<{ mail: ReceivedMail; agent: Agent }> {
  const mail = await portal.mail.take(address, 'The law may require');
  const token = tokenIn(mail, '/requests/confirm');
  const agent = portal.visitor();
  await portal.visitor().post('/api/v1/requests/confirm').send({ token }).expect(200);
  const { body: opened } = await agent.post('/api/v1/requests/confirm').send({ token }).expect(200);
  const { body: shown } = await agent.get(`/api/v1/requests/${opened.reference}`).expect(200);
  expect(shown).toMatchObject(opened);
  expect(opened.canWithdraw).toBe(false);
  return { mail, agent };
}

async function verified(receipt: { kid: string; signature: string }): Promise<boolean> {
  const { body } = await portal.visitor().get('/.well-known/athar-keys.json').expect(200);
  const jwk = (body.keys as { kid: string }[]).find(({ kid }) => kid === receipt.kid);
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  return verify(null, receiptBytes(receipt), key, Buffer.from(receipt.signature, 'base64url'));
}

async function hold(scope: object, more: object = {}): Promise<string> {
  const { body } = await first
    .post('/api/v1/admin/holds')
    .send({
      matter: 'A case before the court',
      purpose: 'legal',
      citation: 'Order 12/2026',
      scope,
      reviewOn: '2030-01-01',
      ...more,
    })
    .expect(201);
  expect(body.inForceAt).toMatch(/Z$/);
  return body.id as string;
}

async function release(id: string): Promise<void> {
  await first.post(`/api/v1/admin/holds/${id}/release`).send({ reason: 'The case is over' }).expect(200);
  await second.post(`/api/v1/admin/holds/${id}/release`).send({ reason: 'The case is over' }).expect(200);
}

describe('a member asks for erasure', () => {
  it('is forgotten everywhere, and keeps a receipt', async () => {
    const { agent, tokens } = await memberWithComments('karim');
    expect(await thread()).toContain('words of karim number 3');
    const reference = await askFor(agent);
    const plan = await first.get(`/api/v1/admin/requests/${reference}/plan`).expect(200);
    expect(plan.body.collections).toContainEqual(
      expect.objectContaining({ source: 'portal', collection: 'comments', count: 3, holds: [] }),
    );
    const open = await portal.signLog();
    await first.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
    await first.post(`/api/v1/admin/requests/${reference}/approve`).expect(409);
    await second.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
    await reach(reference, 'completed');

    await agent.get('/api/v1/me').expect(401);
    const { mail, agent: later } = await lastMail('karim@readers.example');
    expect(mail.text).toContain('The law may require some records to be kept');
    const { body: receipt } = await later.get(`/api/v1/requests/${reference}/receipt`).expect(200);
    expect(receipt).toMatchObject({ reference, outcome: 'completed', retained: [] });
    expect(receipt.erased).toContainEqual(
      expect.objectContaining({ collection: 'comments', action: 'anonymised', count: 3 }),
    );
    expect(await verified(receipt)).toBe(true);
    expect(await verified({ ...receipt, erased: [] })).toBe(false);
    expect(open(receipt.checkpoint).size).toBeGreaterThan(0);
    expect(await verified({ ...receipt, checkpoint: null })).toBe(false);

    expect(await thread()).not.toContain('words of karim');
    await portal.settleLog();
    expect(portal.log.text).toContain('"route":"/api/v1/auth/login"');
    expect(await traces(portal, tokens)).toEqual([]);
  });

  it('may have comments stay without their author', async () => {
    const { agent } = await memberWithComments('nadia', 1);
    const reference = await askFor(agent, { comments: 'detach' });
    await approve(reference);
    await reach(reference, 'completed');
    expect(await thread()).toContain('words of nadia number 1');
    const rows = await portal.sql.query(
      `SELECT author_name, author_email, account_id, ip FROM comments WHERE body LIKE 'words of nadia%'`,
    );
    expect(rows).toEqual([{ author_name: null, author_email: null, account_id: null, ip: null }]);
  });

  it('by deleting the account', async () => {
    const { agent } = await memberWithComments('leila', 1);
    const { body } = await agent.delete('/api/v1/me').expect(202);
    await approve(body.reference);
    await reach(body.reference, 'completed');
  });
});

describe('a guest asks for erasure', () => {
  it('by the link in the mail', async () => {
    const email = 'guest.two@visitors.example';
    const guest = portal.visitor();
    const comment = { body: 'a guest wrote that', name: 'Guest Two', email };
    await guest.post('/api/v1/articles/port/comments').send(comment).expect(201);
    const asked = await guest.post('/api/v1/requests').send({ kind: 'erasure', email }).expect(202);
    const { reference } = asked.body;
    const token = tokenIn(await portal.mail.take(email, reference), '/requests/confirm');
    await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
    await approve(reference);
    await reach(reference, 'completed');
    const { agent } = await lastMail(email);
    await agent.get(`/api/v1/requests/${reference}/receipt`).expect(200);
    await portal.settleLog();
    expect(await traces(portal, [email, 'Guest Two', 'a guest wrote that'])).toEqual([]);
  });
});

describe('what a hold keeps', () => {
  it('stays and is itemised, and goes by itself once the hold is released', async () => {
    const { agent, tokens } = await memberWithComments('omar');
    const [{ id }] = await portal.sql.query(`SELECT id FROM comments WHERE body = 'words of omar number 2'`);
    const holdId = await hold({ collection: 'comments', recordIds: [id] });
    const reference = await askFor(agent);
    const plan = await first.get(`/api/v1/admin/requests/${reference}/plan`).expect(200);
    const comments = plan.body.collections.find(
      (one: { collection: string }) => one.collection === 'comments',
    );
    expect(comments).toMatchObject({ count: 3, holds: [{ id: holdId, rows: 1, citation: 'Order 12/2026' }] });
    await approve(reference);
    await reach(reference, 'deferred');
    const bodies = await portal.sql.query(`SELECT body FROM comments WHERE body LIKE 'words of omar%'`);
    expect(bodies).toEqual([{ body: 'words of omar number 2' }]);

    const { agent: later } = await lastMail('omar@readers.example');
    const { body: receipt } = await later.get(`/api/v1/requests/${reference}/receipt`).expect(200);
    expect(receipt).toMatchObject({ outcome: 'deferred' });
    expect(receipt.retained).toContainEqual(
      expect.objectContaining({
        collection: 'comments',
        count: 1,
        purpose: 'legal',
        citation: 'Order 12/2026',
        reviewOn: '2030-01-01',
        records: [id],
      }),
    );
    await release(holdId);
    await reach(reference, 'completed');
    await portal.settleLog();
    expect(await traces(portal, tokens)).toEqual([]);
  });

  it('of one category keeps these columns and clears the rest', async () => {
    const { agent } = await memberWithComments('samir', 2);
    const holdId = await hold({
      email: 'samir@readers.example',
      collection: 'comments',
      category: 'content',
    });
    const reference = await askFor(agent);
    await approve(reference);
    await reach(reference, 'deferred');
    const rows = await portal.sql.query(
      `SELECT body, author_name, ip, account_id IS NOT NULL AS linked FROM comments WHERE body LIKE 'words of samir%' ORDER BY body`,
    );
    expect(rows).toEqual([
      { body: 'words of samir number 1', author_name: null, ip: null, linked: true },
      { body: 'words of samir number 2', author_name: null, ip: null, linked: true },
    ]);
    await release(holdId);
    await reach(reference, 'completed');
    expect(await portal.sql.query(`SELECT 1 FROM comments WHERE body LIKE 'words of samir%'`)).toEqual([]);
  });

  it('leaves no trace for the person where it hides that it exists', async () => {
    const { agent } = await memberWithComments('hidden', 2);
    const holdId = await hold(
      { email: 'hidden@readers.example', collection: 'comments' },
      {
        visibility: 'existence-hidden',
      },
    );
    const reference = await askFor(agent);
    await approve(reference);
    await reach(reference, 'deferred');
    const { mail, agent: later } = await lastMail('hidden@readers.example');
    const { body: receipt } = await later.get(`/api/v1/requests/${reference}/receipt`).expect(200);
    expect(receipt).toMatchObject({ outcome: 'completed', retained: [] });
    const { body: shown } = await later.get(`/api/v1/requests/${reference}`).expect(200);
    expect(shown).toMatchObject({ state: 'completed', canWithdraw: false });
    expect(shown.closedAt).toMatch(/Z$/);
    const seen = JSON.stringify([mail.text, mail.html, receipt, shown]);
    expect(seen).not.toMatch(/deferred|hold|Order 12|suspen/i);
    await later.post(`/api/v1/requests/${reference}/withdraw`).expect(409);
    const mailed = portal.mail.mails.length;
    await release(holdId);
    await reach(reference, 'completed');
    const { body: after } = await later.get(`/api/v1/requests/${reference}`).expect(200);
    expect(after).toEqual(shown);
    const told = portal.mail.mails.slice(mailed).filter(({ to }) => to === 'hidden@readers.example');
    expect(told).toEqual([]);
  });

  it('of the case’s own rows keeps the case from being closed', async () => {
    const { agent, tokens } = await memberWithComments('writer', 1);
    const { body } = await agent
      .post('/api/v1/requests')
      .send({ kind: 'erasure', message: 'a message of writer' })
      .expect(201);
    const holdId = await hold({ email: 'writer@readers.example', collection: 'request_messages' });
    await approve(body.reference);
    await reach(body.reference, 'deferred');
    expect(
      await portal.sql.query(`SELECT 1 FROM request_messages WHERE body = 'a message of writer'`),
    ).toHaveLength(1);
    expect(await portal.sql.query(`SELECT 1 FROM accounts WHERE username = 'writer'`)).toEqual([]);
    const { agent: later } = await lastMail('writer@readers.example');
    const { body: receipt } = await later.get(`/api/v1/requests/${body.reference}/receipt`).expect(200);
    expect(receipt.retained).toContainEqual(
      expect.objectContaining({ collection: 'request_messages', count: 1, records: [] }),
    );
    await release(holdId);
    await reach(body.reference, 'completed');
    await portal.settleLog();
    expect(await traces(portal, tokens)).toEqual([]);
  });

  it('keeps what an edit replaced, itemised, until the hold is released', async () => {
    const { agent, tokens } = await memberWithComments('reworder', 1);
    await agent.patch('/api/v1/me').send({ about: 'plays chess', website: 'https://reworder.example' });
    const holdId = await hold({ email: 'reworder@readers.example', collection: 'account' });
    await agent.patch('/api/v1/me').send({ about: 'plays go', website: null }).expect(200);
    const reference = await askFor(agent);
    const plan = await first.get(`/api/v1/admin/requests/${reference}/plan`).expect(200);
    const planned = plan.body.collections.filter(
      ({ heldVersions }: { heldVersions?: number }) => heldVersions !== undefined,
    );
    expect(planned).toMatchObject([{ source: 'portal', collection: 'account', heldVersions: 2 }]);
    await approve(reference);
    await reach(reference, 'deferred');
    const { agent: later } = await lastMail('reworder@readers.example');
    const { body: receipt } = await later.get(`/api/v1/requests/${reference}/receipt`).expect(200);
    const earlier = receipt.retained.filter((item: { earlier?: true }) => item.earlier);
    const line = {
      source: 'portal',
      collection: 'account',
      title: expect.stringMatching(/: what changes replaced$/),
      count: 1,
      purpose: 'legal',
      citation: 'Order 12/2026',
      reviewOn: '2030-01-01',
      records: [],
    };
    expect(earlier).toHaveLength(2);
    expect(earlier).toMatchObject([
      { ...line, categories: ['contact'] },
      { ...line, categories: ['content'] },
    ]);
    const kept = () =>
      portal.sql.query('SELECT 1 FROM held_versions WHERE holds @> ARRAY[$1]::uuid[]', [holdId]);
    expect(await kept()).toHaveLength(2);
    await release(holdId);
    await reach(reference, 'completed');
    expect(await kept()).toEqual([]);
    await portal.settleLog();
    expect(await traces(portal, [...tokens, 'plays chess'])).toEqual([]);
  });

  it('never blocks a copy', async () => {
    const { agent } = await memberWithComments('copied', 1);
    await hold({ email: 'copied@readers.example' });
    const { body } = await agent.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    await first.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
    await reach(body.reference, 'ready');
  });
});

describe('a plan', () => {
  it('is for admins, and of erasures alone', async () => {
    const { agent } = await memberWithComments('planned', 1);
    const reference = await askFor(agent);
    await agent.get(`/api/v1/admin/requests/${reference}/plan`).expect(403);
    const { body } = await agent.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    await first.get(`/api/v1/admin/requests/${body.reference}/plan`).expect(409);
    await first.get('/api/v1/admin/requests/R-2222-2222/plan').expect(404);
  });

  it('of an own case is for other admins', async () => {
    await portal.account('admin', 'leaving');
    const leaving = await portal.signIn('leaving');
    const reference = await askFor(leaving);
    const own = await leaving.get(`/api/v1/admin/requests/${reference}/plan`).expect(403);
    expect(own.body.type).toBe('/problems/own-case');
    await leaving.post(`/api/v1/admin/requests/${reference}/approve`).expect(403);
    await first.get(`/api/v1/admin/requests/${reference}/plan`).expect(200);
    await approve(reference);
    await reach(reference, 'completed');
    await leaving.get('/api/v1/me').expect(401);
  });

  it('that over 5 % more rows exceed stops the run and is approved anew', async () => {
    const { agent, tokens } = await memberWithComments('growing', 4);
    const reference = await askFor(agent);
    await first.get(`/api/v1/admin/requests/${reference}/plan`).expect(200);
    await agent.post('/api/v1/articles/port/comments').send({ body: 'one more' }).expect(201);
    await approve(reference);
    await expect(reach(reference, 'completed')).rejects.toThrow(/over 5 %/);
    await first.post(`/api/v1/admin/requests/${reference}/retry`).expect(200);
    const { body } = await first.get(`/api/v1/admin/requests/${reference}`).expect(200);
    expect(body).toMatchObject({ state: 'failed', approvals: 1 });
    await second.post(`/api/v1/admin/requests/${reference}/retry`).expect(200);
    await reach(reference, 'completed');
    await portal.settleLog();
    expect(await traces(portal, tokens)).toEqual([]);
  });
});

describe('what is kept for security', () => {
  it('is itemised: failed sign-ins with their end, bans as hashes', async () => {
    const { agent } = await memberWithComments('banned', 1);
    await portal
      .visitor()
      .post('/api/v1/auth/login')
      .send({ login: 'banned', password: 'wrong password' })
      .expect(401);
    await first
      .post('/api/v1/admin/bans')
      .send({ email: 'banned@readers.example', reason: 'insults' })
      .expect(201);
    const reference = await askFor(agent);
    await approve(reference);
    await reach(reference, 'completed');
    const { agent: later } = await lastMail('banned@readers.example');
    const { body: receipt } = await later.get(`/api/v1/requests/${reference}/receipt`).expect(200);
    expect(receipt.outcome).toBe('completed');
    const retained = receipt.retained as { collection: string }[];
    expect(retained.find(({ collection }) => collection === 'activity')).toMatchObject({
      purpose: 'security',
      until: expect.stringMatching(/Z$/),
    });
    expect(retained.find(({ collection }) => collection === 'comment_bans')).toMatchObject({ count: 1 });
    expect(await traces(portal, ['banned@readers.example', 'insults'])).toEqual([]);
    const guest = { body: 'back again', name: 'x', email: 'banned@readers.example' };
    await portal.visitor().post('/api/v1/articles/port/comments').send(guest).expect(201);
    const [{ status }] = await portal.sql.query(`SELECT status FROM comments WHERE body = 'back again'`);
    expect(status).toBe('pending');
  });
});
