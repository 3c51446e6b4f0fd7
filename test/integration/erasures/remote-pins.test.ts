import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { pinSource } from '../../../src/cli/source-pin.js';
import { ErasureReplay } from '../../../src/erasures/erasure-replay.js';
import { withEachRemote } from './remote-database.js';
import { ALL, RemoteShop } from './remote-shop.js';

let shop: RemoteShop;

const move = (site: string) => shop.all(`UPDATE shop.settings SET value = ? WHERE name = 'site'`, site);

withEachRemote((start) => {
  beforeAll(async () => {
    shop = await RemoteShop.start(start);
  }, 120_000);

  afterEach(() => {
    vi.restoreAllMocks();
  });

  afterAll(() => shop.stop());

  describe('a source that is another database or site than it was', () => {
    it('is not erased in until an operator accepts it', async () => {
      await shop.customer('pinned');
      const reference = await shop.approved('pinned');
      await move('https://staging.example');
      await shop.work();
      expect(await shop.case(reference)).toMatchObject({ state: 'running' });
      expect(await shop.notes('pinned')).toHaveLength(3);
      expect(
        await shop.all(
          `SELECT count(*) FROM shop.orders WHERE customer IS NOT NULL AND note LIKE 'pinned %'`,
        ),
      ).toEqual([['6']]);

      const official = await shop.admin();
      const { body: plan } = await official.get(`/api/v1/admin/requests/${reference}/plan`).expect(503);
      expect(plan).toMatchObject({
        type: '/problems/source-unavailable',
        detail: expect.stringMatching(
          /is not the database or the site .*https:\/\/shop\.example.*, but .*https:\/\/staging\.example.*athar source pin shop/,
        ) as string,
      });
      const { body: sources } = await official.get('/api/v1/admin/sources').expect(200);
      expect(JSON.stringify(sources)).toContain('athar source pin shop');

      const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
      await pinSource(shop.portal.app, 'shop');
      const lines = said.mock.calls.map(([line]) => String(line));
      said.mockRestore();
      expect(lines).toEqual([
        expect.stringMatching(/^shop: before: database .* site https:\/\/shop\.example$/) as string,
        expect.stringMatching(/^shop: now: database .* site https:\/\/staging\.example$/) as string,
      ]);
      await shop.portal.settleLog();
      const events = await shop.portal.sql.query<{ type: string; first: boolean }[]>(
        `SELECT actor_type AS type, (detail ->> 'first')::boolean AS first FROM audit_events
       WHERE action = 'source.pinned' ORDER BY seq`,
      );
      expect(events).toEqual([
        { type: 'system', first: true },
        { type: 'operator', first: false },
      ]);

      await shop.retry();
      expect(await shop.case(reference)).toMatchObject({ state: 'completed', failure: null });
      expect(await shop.counted(reference)).toEqual(ALL);
    });
  });

  describe('a source that nobody reaches', () => {
    it('keeps the erasure waiting, which fails with a sentence in the end and goes on once it is back', async () => {
      await shop.customer('away');
      const reference = await shop.approved('away');
      // Who erases may not connect any more; nothing goes before every source was asked.
      await shop.database.maySeeSettings(false);
      for (let turn = 0; turn < 9; turn += 1) await shop.retry();
      expect(await shop.case(reference)).toMatchObject({
        state: 'failed',
        failure: expect.stringContaining('shop') as string,
      });
      expect(await shop.all(`SELECT count(*) FROM shop.letters WHERE email LIKE 'away@%'`)).toEqual([['1']]);
      await shop.database.maySeeSettings(true);
      const official = await shop.admin();
      await official.post(`/api/v1/admin/requests/${reference}/retry`).expect(200);
      await shop.work();
      expect(await shop.case(reference)).toMatchObject({ state: 'completed', failure: null });
      expect(await shop.counted(reference)).toEqual(ALL);
    });
  });

  describe('a restored backup of another database', () => {
    it('is erased in again by a replay, and nobody else is', async () => {
      await shop.customer('restored');
      const kept = await shop.all(
        `SELECT id, customer, note, at FROM shop.orders WHERE note LIKE 'restored %' ORDER BY id`,
      );
      await shop.all(`CREATE TABLE shop.backup AS SELECT * FROM shop.orders WHERE note LIKE 'restored %'`);
      await shop.all(`CREATE TABLE shop.posted AS SELECT * FROM shop.letters WHERE email LIKE 'restored@%'`);
      const reference = await shop.approved('restored');
      await shop.work();
      expect(await shop.case(reference)).toMatchObject({ state: 'completed', failure: null });
      const ofBackup = ['note', 'customer', 'at', 'total', 'article'].map(
        (column) => `${column} = (SELECT b.${column} FROM shop.backup b WHERE b.id = orders.id)`,
      );
      await shop.all(
        `UPDATE shop.orders SET ${ofBackup.join(', ')} WHERE id IN (SELECT id FROM shop.backup)`,
      );
      await shop.all('INSERT INTO shop.letters SELECT * FROM shop.posted');
      const { signal } = new AbortController();
      const replay = () => shop.portal.app.get(ErasureReplay).run({ type: 'operator' }, false, signal);
      expect((await replay()).map(({ rows }) => rows)).toEqual([4]);
      expect(await replay()).toEqual([]);
      expect(await shop.all(`SELECT 1 FROM shop.letters WHERE email LIKE 'restored@%'`)).toEqual([]);
      const after = await shop.all(
        `SELECT id, customer, note, at FROM shop.orders WHERE note LIKE 'restored %' ORDER BY id`,
      );
      expect(after).toEqual(kept.slice(3));
      expect(await shop.openBatches()).toBe(0);
    });
  });
});
