import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withEachRemote } from './remote-database.js';
import { ALL, RemoteShop } from './remote-shop.js';

let shop: RemoteShop;

async function place(scope: object): Promise<string> {
  const official = await shop.admin();
  const { body } = await official
    .post('/api/v1/admin/holds')
    .send({ matter: 'm', purpose: 'legal', citation: 'c', scope, reviewOn: '2031-01-01' })
    .expect(201);
  const { id, inForceAt } = body as { id: string; inForceAt: string };
  expect(inForceAt).not.toBeNull();
  return id;
}

async function release(id: string): Promise<void> {
  for (const admin of ['first', 'second'] as const) {
    const official = await shop.admin(admin);
    await official.post(`/api/v1/admin/holds/${id}/release`).send({ reason: 'over' }).expect(200);
  }
  await shop.work();
}

withEachRemote((start) =>
  describe('erasing in another database', () => {
    beforeAll(async () => {
      shop = await RemoteShop.start(start);
    }, 120_000);

    afterAll(() => shop.stop());

    it('is planned, done, counted once and proven, and touches nobody else', async () => {
      await shop.customer('amal');
      const reference = await shop.approved('amal');
      const official = await shop.admin();
      const { body: plan } = await official.get(`/api/v1/admin/requests/${reference}/plan`).expect(200);
      const planned = (
        plan as { collections: { source: string; collection: string; action: string; count: number }[] }
      ).collections;
      expect(
        planned
          .filter(({ source }) => source === 'shop')
          .map(({ collection, action, count }) => [collection, action, count]),
      ).toEqual(
        expect.arrayContaining([
          ['orders', 'clear', 3],
          ['customers', 'delete', 1],
          ['letters', 'delete', 1],
        ]),
      );
      await shop.work();
      expect(await shop.case(reference)).toMatchObject({ state: 'completed', failure: null });
      expect(await shop.counted(reference)).toEqual(ALL);
      expect(await shop.logged(reference)).toEqual(ALL);
      expect(await shop.all(`SELECT email FROM shop.customers WHERE email LIKE '%amal%'`)).toEqual([
        ['other-amal@elsewhere.example'],
      ]);
      expect(await shop.all(`SELECT count(*) FROM shop.orders WHERE customer IS NULL AND note = ''`)).toEqual(
        [['3']],
      );
      expect(await shop.all(`SELECT count(*) FROM shop.orders WHERE note LIKE 'amal %'`)).toEqual([['3']]);
      expect(await shop.openBatches()).toBe(0);
    });

    const orders = async (username: string) =>
      (await shop.all(
        `SELECT o.id FROM shop.orders o JOIN shop.customers c ON c.id = o.customer WHERE c.email = ? ORDER BY 1`,
        `${username}@readers.example`,
      )) as string[][];

    it.each([
      ['an address', 'basma', (email: string) => ({ email }), ['basma 1', 'basma 2', 'basma 3']],
      [
        'a source',
        'chadi',
        (email: string) => ({ email, source: 'shop' }),
        ['chadi 1', 'chadi 2', 'chadi 3'],
      ],
      [
        'a collection',
        'dounia',
        (email: string) => ({ email, source: 'shop', collection: 'orders' }),
        ['dounia 1', 'dounia 2', 'dounia 3'],
      ],
      [
        'a category',
        'elyas',
        (email: string) => ({ email, source: 'shop', category: 'content' }),
        ['elyas 1', 'elyas 2', 'elyas 3'],
      ],
      ['an article', 'fadwa', (email: string) => ({ email, articleId: 'article 2' }), ['fadwa 2']],
      [
        'records',
        'ghali',
        (email: string, ids: string[]) => ({
          email,
          source: 'shop',
          collection: 'orders',
          recordIds: ids.slice(0, 1),
        }),
        ['ghali 1'],
      ],
      [
        'a period',
        'hind',
        (email: string) => ({
          email,
          source: 'shop',
          collection: 'orders',
          from: '2026-02-15T00:00:00Z',
          to: '2026-03-15T00:00:00Z',
        }),
        ['hind 2'],
      ],
    ] as const)(
      'leaves what a hold on %s names, until it is released',
      async (_, username, scopeOf, kept) => {
        await shop.customer(username);
        const ids = (await orders(username)).flat();
        const hold = await place(scopeOf(`${username}@readers.example`, ids));
        const reference = await shop.approved(username);
        await shop.work();
        expect(await shop.case(reference)).toMatchObject({ state: 'deferred' });
        const notes = await shop.all(
          `SELECT note FROM shop.orders WHERE id IN (?, ?, ?) AND note <> '' ORDER BY id`,
          ...ids,
        );
        expect(notes.flat()).toEqual(kept);
        await release(hold);
        expect(await shop.case(reference)).toMatchObject({ state: 'completed', failure: null });
        expect(await shop.counted(reference)).toEqual(ALL);
        expect(
          await shop.all(`SELECT id FROM shop.orders WHERE id IN (?, ?, ?) AND note <> ''`, ...ids),
        ).toEqual([]);
        expect(await shop.openBatches()).toBe(0);
      },
    );
  }),
);
