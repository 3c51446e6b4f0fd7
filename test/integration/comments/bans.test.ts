import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BanSweep } from '../../../src/comments/ban-sweep.js';
import { Bans } from '../../../src/comments/bans.js';
import { type Agent, TestApp } from '../../support/app.js';
import { traces } from '../../support/person-traces.js';

const DAY = 86_400_000;
const GUEST = { name: 'Troll', email: 'Troll@visitors.example' };

let portal: TestApp;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web' });
  await portal.account('admin', 'nadia');
  await portal.account('member', 'rachid');
  admin = await portal.signIn('nadia');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', 'Text', now())`,
  );
});

afterAll(() => portal.stop());

/** What somebody gets to know who comments. */
async function comment(agent: Agent, guest: object = {}): Promise<string> {
  const form = { body: 'hello', ...guest };
  const { body } = await agent.post('/api/v1/articles/port/comments').send(form).expect(201);
  expect(Object.keys(body).sort()).toEqual(['createdAt', 'editToken', 'editUntil', 'id', 'status']);
  return body.status as string;
}

const place = (form: object, status = 201) => admin.post('/api/v1/admin/bans').send(form).expect(status);
const listed = async (query = '') => (await admin.get(`/api/v1/admin/bans${query}`).expect(200)).body;
const publish = () => portal.sql.query(`UPDATE comments SET status = 'approved'`);

describe('a ban', () => {
  it('lets the comments of a guest and of a member wait, and tells them nothing', async () => {
    const member = await portal.signIn('rachid');
    await comment(portal.visitor(), GUEST);
    await comment(member);
    await publish();
    expect(await comment(portal.visitor(), GUEST)).toBe('approved');
    expect(await comment(member)).toBe('approved');
    await place({ email: 'troll@VISITORS.example', reason: 'Insults.' });
    await place({ email: 'rachid@readers.example', reason: 'Spam.' });
    await publish();
    expect(await comment(portal.visitor(), GUEST)).toBe('pending');
    expect(await comment(portal.visitor(), { ...GUEST, email: 'other@visitors.example' })).toBe('pending');
    expect(await comment(member)).toBe('pending');
  });

  it('keeps no address, in the table or in the log', async () => {
    await place({ email: 'unknown@visitors.example', reason: 'For later.' });
    await portal.settleLog();
    expect(await traces(portal, ['unknown@visitors'])).toEqual([]);
    const logged = await portal.sql.query(`SELECT detail FROM audit_events WHERE action = 'ban.placed'`);
    expect(logged).toHaveLength(3);
    expect(Object.keys(logged[0].detail)).toEqual(['ban']);
  });

  it('is found by its address, listed page by page, and lifted for good', async () => {
    const { items } = await listed('?email=TROLL@visitors.example');
    expect(items).toEqual([
      { id: expect.any(String), reason: 'Insults.', createdAt: expect.any(String), until: null },
    ]);
    const first = await listed('?limit=2');
    const second = await listed(`?limit=2&cursor=${first.next}`);
    expect([...first.items, ...second.items].map(({ reason }) => reason)).toEqual([
      'For later.',
      'Spam.',
      'Insults.',
    ]);
    expect(second.next).toBeNull();
    await admin.get(`/api/v1/admin/bans?email=x@y.example&cursor=${first.next}`).expect(422);

    await admin.post(`/api/v1/admin/bans/${items[0].id}/lift`).expect(200);
    await admin.post(`/api/v1/admin/bans/${items[0].id}/lift`).expect(404);
    await publish();
    expect(await comment(portal.visitor(), GUEST)).toBe('approved');
  });

  it('ends by itself where it has an end, and is deleted then', async () => {
    await place(
      { email: GUEST.email, reason: 'A week.', until: new Date(Date.now() - 1).toISOString() },
      422,
    );
    const until = new Date(Date.now() + 7 * DAY).toISOString();
    expect((await place({ email: GUEST.email, reason: 'A week.', until })).body).toMatchObject({ until });
    expect(await comment(portal.visitor(), GUEST)).toBe('pending');
    portal.clock.advance(7 * DAY + 1000);
    await portal.app.get(BanSweep).run();
    expect(await portal.sql.query(`SELECT FROM comment_bans WHERE reason = 'A week.'`)).toEqual([]);
    expect(await comment(portal.visitor(), GUEST)).toBe('approved');
  });

  it('survives the erasure of its person without what was written about them', async () => {
    const bans = portal.app.get(Bans);
    const { manager } = portal.sql;
    await bans.forgetReasons(manager, ['Rachid@readers.example']);
    expect(await bans.of(manager, ['nobody@readers.example', 'rachid@readers.example'])).toMatchObject([
      { reason: null, until: null },
    ]);
    const member = await portal.signIn('rachid');
    expect(await comment(member)).toBe('pending');
  });
});
