import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BlockedWords } from '../../../src/comments/blocked-words.js';
import { CommentSite, GUEST } from './comment-site.js';

let site: CommentSite;
let guests = 0;

beforeAll(async () => {
  site = await CommentSite.start();
  const words = site.portal.app.get(BlockedWords);
  for (const word of ['القِمار', 'Win Money']) await words.add(site.portal.sql.manager, word);
});
afterAll(() => site.stop());

/** A guest of whom a comment was approved. */
async function knownGuest() {
  guests += 1;
  const guest = { ...GUEST, email: `salma${guests}@visitors.example` };
  await site.known(site.portal.visitor(), guest);
  return guest;
}

async function outcome(form: object) {
  const { id, status } = await site.post(site.portal.visitor(), form);
  return { status, reasons: (await site.stored(id)).reasons as string[] };
}

describe('the rules of moderation', () => {
  it('let the first comment of an author wait, and their next one appear', async () => {
    expect(await outcome({ ...GUEST, body: 'hello' })).toEqual({
      status: 'pending',
      reasons: ['first_comment'],
    });
    const guest = await knownGuest();
    expect(await outcome({ ...guest, body: 'again' })).toEqual({ status: 'approved', reasons: [] });
    expect((await outcome({ ...guest, name: 'Somebody', body: 'x' })).reasons).toEqual(['first_comment']);
  });

  it('let more than one link wait', async () => {
    const guest = await knownGuest();
    const one = 'see https://a.example/x?y=www.b.example';
    expect(await outcome({ ...guest, body: one })).toMatchObject({ status: 'approved' });
    expect(await outcome({ ...guest, body: `${one} and www.c.example` })).toEqual({
      status: 'pending',
      reasons: ['links'],
    });
  });

  it.each(['وبالقمــار تربح', 'WIN\nMOÑEY', 'ｗｉｎ m\u200Boney'])(
    'let blocked words wait: %j',
    async (body) => {
      const guest = await knownGuest();
      expect(await outcome({ ...guest, body })).toEqual({ status: 'pending', reasons: ['blocked_word'] });
      expect(await outcome({ ...guest, body: 'أقمار، winning money' })).toMatchObject({ status: 'approved' });
    },
  );

  it('let blocked words wait that stand in the address to which a name links', async () => {
    const guest = await knownGuest();
    const form = { ...guest, body: 'hello' };
    expect(await outcome({ ...form, website: 'https://win-money.example/' })).toEqual({
      status: 'pending',
      reasons: ['blocked_word'],
    });
    expect(await outcome({ ...form, website: 'https://winnings.example/' })).toMatchObject({
      status: 'approved',
    });
  });

  it('let a banned author wait, without writing down that they are', async () => {
    const guest = await knownGuest();
    await site.admin.post('/api/v1/admin/bans').send({ email: guest.email, reason: 'Insults.' }).expect(201);
    expect(await outcome({ ...guest, body: 'x' })).toEqual({ status: 'pending', reasons: [] });
  });
});

describe('floods', () => {
  it('under one address wait; whoever sends from one network too often is told how long to wait', async () => {
    const guest = await knownGuest();
    const statuses = new Set<string>();
    let refused;
    for (let sent = 0; sent < 60 && refused === undefined; sent += 1) {
      const answer = await site.portal
        .visitor()
        .post('/api/v1/articles/port/comments')
        .send({ ...guest, body: 'x' });
      if (answer.status === 429) refused = answer;
      else statuses.add(`${answer.body.status} ${(await site.stored(answer.body.id)).reasons.join()}`);
    }
    expect([...statuses]).toEqual(['approved ', 'pending flood']);
    expect(refused?.body).toMatchObject({ type: '/problems/too-many' });
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
  });
});
