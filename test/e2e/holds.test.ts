import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../support/app.js';

const HOLDS = '/api/v1/admin/holds';
const REASON = { reason: 'The court closed the case.' };

let portal: TestApp;
let first: Agent;
let second: Agent;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_HOLD_RELEASE_DELAY: 'PT0S' });
  for (const username of ['first', 'second']) await portal.account('admin', username);
  await portal.account('member', 'member1');
  first = await portal.signIn('first');
  second = await portal.signIn('second');
});
afterAll(() => portal.stop());

const form = (scope: object, more: object = {}) => ({
  matter: 'Case 12',
  purpose: 'legal',
  citation: 'Art. 56',
  scope,
  reviewOn: '2999-03-05',
  ...more,
});

describe('a legal hold over HTTP', () => {
  it('is placed, seen, released by two people, and stays to be seen', async () => {
    const placed = await first
      .post(HOLDS)
      .send(form({ email: ' Held@readers.example ', source: 'portal', from: '2026-01-01', to: '2026-01-31' }))
      .expect(201);
    const { id, inForceAt } = placed.body;
    expect(placed.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      matter: 'Case 12',
      purpose: 'legal',
      citation: 'Art. 56',
      // Days are those of Casablanca, an hour before UTC.
      scope: {
        email: 'Held@readers.example',
        source: 'portal',
        from: '2025-12-31T23:00:00.000Z',
        to: '2026-01-31T23:00:00.000Z',
      },
      reviewOn: '2999-03-05',
      visibility: 'open',
      state: 'in_force',
      placedBy: 'first',
      placedAt: expect.any(String),
      inForceAt: expect.any(String),
      release: null,
      releasedAt: null,
    });
    expect(new Date(inForceAt) >= new Date(placed.body.placedAt)).toBe(true);
    const asked = await first.post(`${HOLDS}/${id}/release`).send(REASON).expect(200);
    expect(asked.body).toMatchObject({
      state: 'releasing',
      release: { ...REASON, askedBy: 'first', confirmedBy: null, confirmedAt: null },
    });
    const again = await first.post(`${HOLDS}/${id}/release`).send(REASON).expect(409);
    expect(again.body.type).toMatch(/asked-before$/);
    expect((await second.get(`${HOLDS}?state=releasing`).expect(200)).body.items).toMatchObject([{ id }]);
    const released = await second.post(`${HOLDS}/${id}/release`).send(REASON).expect(200);
    expect(released.body).toMatchObject({ state: 'released', release: { confirmedBy: 'second' } });
    const seen = await second.get(`${HOLDS}/${id}`).expect(200);
    expect(seen.body).toMatchObject({ ...released.body, heldVersions: 0, versions: [] });
    expect(seen.body.history).toEqual([
      { step: 'placed', at: placed.body.placedAt, by: 'first' },
      { step: 'release_asked', at: expect.any(String), by: 'first', ...REASON },
      { step: 'release_confirmed', at: expect.any(String), by: 'second', ...REASON },
      { step: 'released', at: expect.any(String), by: 'second' },
    ]);
    expect((await first.get(`${HOLDS}?state=in_force`).expect(200)).body.items).toEqual([]);
  });

  it('stays in force where its release is called off', async () => {
    const { body } = await first
      .post(HOLDS)
      .send(form({ articleId: '17' }, { visibility: 'existence-hidden' }));
    await first.post(`${HOLDS}/${body.id}/keep`).expect(409);
    await first.post(`${HOLDS}/${body.id}/release`).send(REASON).expect(200);
    const kept = await first.post(`${HOLDS}/${body.id}/keep`).expect(200);
    expect(kept.body).toMatchObject({ state: 'in_force', release: null, visibility: 'existence-hidden' });
  });

  it('has its review moved, and nothing else of it changed', async () => {
    const { body } = await first.post(HOLDS).send(form({ articleId: '18' }));
    const review = { reviewOn: '2999-09-01', reason: 'The appeal goes on.' };
    const moved = await second.patch(`${HOLDS}/${body.id}`).send(review).expect(200);
    expect(moved.body).toEqual({ ...body, reviewOn: '2999-09-01' });
    const { body: seen } = await first.get(`${HOLDS}/${body.id}`).expect(200);
    expect(seen.history.at(-1)).toMatchObject({ step: 'reviewed', by: 'second', ...review });
    for (const [bad, pointers] of [
      [{ ...review, reviewOn: '2020-01-01' }, ['/reviewOn']],
      [{ reviewOn: '2999-09-02' }, ['/reason']],
      [{ ...review, citation: 'Another rule' }, ['/citation']],
    ] as const) {
      const refused = await first.patch(`${HOLDS}/${body.id}`).send(bad).expect(422);
      expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    }
  });

  it('is found by matter, purpose and address', async () => {
    const scope = { email: 'found@readers.example' };
    const { body } = await first
      .post(HOLDS)
      .send(form(scope, { matter: 'A rare matter', purpose: 'security' }));
    for (const query of ['matter=rare', 'purpose=security', 'email=FOUND@readers.example&state=in_force']) {
      expect((await second.get(`${HOLDS}?${query}`).expect(200)).body.items).toMatchObject([{ id: body.id }]);
    }
    await second.get(`${HOLDS}?email=nobody`).expect(422);
    await second.get(`${HOLDS}?colour=red`).expect(422);
  });

  it('is not released by the person whom it keeps', async () => {
    const { body } = await first.post(HOLDS).send(form({ email: 'second@readers.example' }));
    const refused = await second.post(`${HOLDS}/${body.id}/release`).send(REASON).expect(403);
    expect(refused.body.type).toMatch(/own-case$/);
    await second.get(`${HOLDS}/${body.id}`).expect(403);
    await second.post(`${HOLDS}/${body.id}/versions`).send(REASON).expect(403);
    await second
      .patch(`${HOLDS}/${body.id}`)
      .send({ ...REASON, reviewOn: '2999-09-01' })
      .expect(403);
    expect((await second.get(`${HOLDS}?email=second@readers.example`).expect(200)).body.items).toEqual([]);
  });

  it.each([
    [form({}), ['/scope']],
    [form({ source: 'nowhere' }), ['/scope/source']],
    [form({ collection: 'poems' }), ['/scope/collection']],
    [form({ category: 'gossip' }), ['/scope/category']],
    [form({ recordIds: [] }), ['/scope/recordIds']],
    [form({ email: 'nobody' }), ['/scope/email']],
    [form({ from: '2026-02-01', to: '2026-01-01' }), ['/scope/to']],
    [form({ colour: 'red' }), ['/scope/colour']],
    [form({ source: 'portal' }, { purpose: 'curiosity' }), ['/purpose']],
    [form({ source: 'portal' }, { reviewOn: '2020-01-01' }), ['/reviewOn']],
    [form({ source: 'portal' }, { reviewOn: '2999-02-30' }), ['/reviewOn']],
    [form({ source: 'portal' }, { visibility: 'secret' }), ['/visibility']],
    [{ matter: 'Case 12' }, ['/purpose', '/citation', '/scope', '/reviewOn']],
  ])('is refused where a field cannot be accepted: %j', async (body, pointers) => {
    const refused = await first.post(HOLDS).send(body).expect(422);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
  });

  it('is nothing for ids that are none', async () => {
    await first.get(`${HOLDS}/none`).expect(404);
    await first.get(`${HOLDS}/00000000-0000-7000-8000-000000000000`).expect(404);
    await first.post(`${HOLDS}/00000000-0000-7000-8000-000000000000/release`).send(REASON).expect(404);
  });

  it('keeps nobody from editing or seeing their own profile', async () => {
    await first
      .post(HOLDS)
      .send(form({ email: 'member1@readers.example' }))
      .expect(201);
    const member = await portal.signIn('member1');
    await member.patch('/api/v1/me').send({ about: 'Chess' }).expect(200);
    const edited = await member.patch('/api/v1/me').send({ about: null }).expect(200);
    expect(edited.body.about).toBeNull();
    const [kept] = await portal.sql.query<{ field: string }[]>('SELECT field FROM held_versions');
    expect(kept).toEqual({ field: 'about' });
    const { items } = (await second.get(`${HOLDS}?email=member1@readers.example`).expect(200)).body;
    const { body: seen } = await second.get(`${HOLDS}/${items[0].id}`).expect(200);
    expect(seen).toMatchObject({
      heldVersions: 1,
      versions: [{ source: 'portal', collection: 'account', category: 'content', count: 1 }],
    });
    expect(JSON.stringify(seen)).not.toContain('Chess');
    const versions = `${HOLDS}/${items[0].id}/versions`;
    await second.post(versions).send({}).expect(422);
    const { body: values } = await second.post(versions).send({ reason: 'The court asked.' }).expect(200);
    expect(values).toMatchObject({ items: [{ field: 'about', value: 'Chess' }], next: null });
  });
});
