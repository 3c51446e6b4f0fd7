import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';
import { traces } from '../../support/person-traces.js';

let portal: TestApp;
let first: Agent;
let second: Agent;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_COOLING_OFF: 'PT0S', ATHAR_HOLD_RELEASE_DELAY: 'PT0S' });
  await portal.account('admin', 'first');
  await portal.account('admin', 'second');
  first = await portal.signIn('first');
  second = await portal.signIn('second');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'Port', 'text', now())`,
  );
});
afterAll(() => portal.stop());

/** A member with two comments and a profile. */
async function member(username: string): Promise<Agent> {
  await portal.account('member', username);
  const agent = await portal.signIn(username);
  await agent
    .patch('/api/v1/me')
    .send({ displayName: `Name of ${username}` })
    .expect(200);
  for (const number of [1, 2]) {
    await agent
      .post('/api/v1/articles/port/comments')
      .set('User-Agent', `Browser of ${username}/1`)
      .send({ body: `words of ${username} ${number}` })
      .expect(201);
  }
  return agent;
}

async function erase(agent: Agent, state: 'completed' | 'deferred'): Promise<string> {
  const { body } = await agent.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
  for (const admin of [first, second])
    await admin.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
  for (;;) {
    const { body: seen } = await first.get(`/api/v1/admin/requests/${body.reference}`).expect(200);
    if (seen.state === state) return body.reference as string;
    if (seen.state === 'failed') throw new Error(`the erasure failed: ${seen.failure}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const hash = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');
const HOLD = {
  matter: 'A case before the court',
  purpose: 'legal',
  citation: 'Order 12/2026',
  reviewOn: '2030-01-01',
};

describe('P23: after an erasure', () => {
  it('nothing leads to the person: address, its hashes, names, ids, browsers and IPs of their rows', async () => {
    const agent = await member('karim');
    const address = 'karim@readers.example';
    const [{ id, person }] = await portal.sql.query(
      `SELECT id, person_id AS person FROM accounts WHERE username = 'karim'`,
    );
    const keys = [address, hash('md5', address), hash('sha256', address), 'Name of karim', 'words of karim'];
    const ids = [id, person, 'Browser of karim'];
    expect(await traces(portal, [address])).not.toEqual([]);
    await erase(agent, 'completed');
    await portal.settleLog();
    expect(await traces(portal, keys)).toEqual([]);
    // The number that the log once gave the account stays beside its mark that it is forgotten, and tells of nobody.
    const left = (await traces(portal, ids)).filter((place) => !place.startsWith('audit_pseudonyms.owner'));
    expect(left).toEqual([]);
    const rows = await portal.sql.query(
      `SELECT author_name, author_email, ip, user_agent, body FROM comments WHERE status = 'erased'`,
    );
    expect(rows).toEqual(
      Array(2).fill({ author_name: null, author_email: null, ip: null, user_agent: null, body: '' }),
    );
  });
});

describe('P24: what an erasure leaves out', () => {
  it.each([
    ['another purpose', { ...HOLD, purpose: 'marketing' }, '/purpose'],
    ['no legal source', { ...HOLD, citation: ' ' }, '/citation'],
    ['no review date', { ...HOLD, reviewOn: undefined }, '/reviewOn'],
  ])('cannot be kept with %s', async (_what, form, pointer) => {
    const answer = await first
      .post('/api/v1/admin/holds')
      .send({ ...form, scope: { email: 'salma@readers.example' } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer }));
    expect(await portal.sql.query('SELECT 1 FROM holds')).toEqual([]);
  });

  it('is what holds name for one of three purposes, itemised with source of law, extent and review date', async () => {
    const agent = await member('salma');
    const [kept] = await portal.sql.query(`SELECT id FROM comments WHERE body = 'words of salma 1'`);
    await first
      .post('/api/v1/admin/holds')
      .send({ ...HOLD, scope: { collection: 'comments', recordIds: [kept.id] } })
      .expect(201);
    const reference = await erase(agent, 'deferred');
    const [row] = await portal.sql.query(
      `SELECT body FROM receipts r JOIN requests q ON q.id = r.request_id WHERE q.reference = $1 AND audience = 'office'`,
      [reference],
    );
    const receipt = JSON.parse(row.body) as { retained: Record<string, unknown>[] };
    expect(receipt.retained.length).toBeGreaterThan(0);
    for (const line of receipt.retained) {
      expect(['administrative', 'legal', 'security']).toContain(line.purpose);
      expect(line.citation).toBe('Order 12/2026');
      expect(line.reviewOn).toBe('2030-01-01');
      expect(line.collection).toBeTruthy();
      expect(line.count).toBeGreaterThan(0);
    }
    const bodies = await portal.sql.query(`SELECT body FROM comments WHERE body LIKE 'words of salma%'`);
    expect(bodies).toEqual([{ body: 'words of salma 1' }]);
  });
});
