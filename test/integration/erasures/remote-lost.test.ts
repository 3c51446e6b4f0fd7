import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { RemoteSteps } from '../../../src/erasures/remote-steps.js';
import { HoldForces } from '../../../src/holds/hold-forces.js';
import { SourceUnavailable } from '../../../src/sources/source-unavailable.js';
import { finding } from '../../../src/sources/finding.js';
import { withEachRemote } from './remote-database.js';
import { ALL, RemoteShop } from './remote-shop.js';

let shop: RemoteShop;

type Step = (...given: unknown[]) => Promise<unknown>;

/** Does something else once in the place of a real step, which it is given. */
function once(of: object, name: string, instead: (step: Step, given: unknown[]) => Promise<unknown>): void {
  const methods = of as Record<string, Step>;
  const real = methods[name];
  vi.spyOn(methods, name).mockImplementationOnce(function (this: unknown, ...given) {
    return instead((...again) => real?.apply(this, again) ?? Promise.reject(new Error(name)), given);
  });
}

/** What happens once, at a step of the real connection or the real protocol. */
const FAULTS: readonly (readonly [string, () => void])[] = [
  [
    'before the transaction begins',
    () =>
      once(shop.database.connection, 'begin', async (begin) => {
        await shop.database.cut();
        return begin();
      }),
  ],
  [
    'after the statement',
    () =>
      once(RemoteSteps.prototype, 'commit', async (commit, given) => {
        await shop.database.cut();
        return commit(...given);
      }),
  ],
  [
    'when nobody knows whether the batch was said to commit',
    () =>
      once(RemoteSteps.prototype, 'commit', async (commit, [, ...given]) => {
        await shop.portal.sql.transaction((manager) => commit(manager, ...given));
        throw new Error('the answer was lost');
      }),
  ],
  [
    'before it commits',
    () =>
      once(shop.database.connection, 'commit', async (commit) => {
        await shop.database.cut();
        return commit();
      }),
  ],
  [
    'when it has committed and the answer is lost',
    () =>
      once(shop.database.connection, 'commit', async (commit) => {
        await commit();
        await shop.database.cut();
        throw new SourceUnavailable('shop', finding('silent', { source: 'shop' }));
      }),
  ],
  [
    'when it has committed and cannot be counted',
    () =>
      once(RemoteSteps.prototype, 'done', () => Promise.reject(new Error('the portal’s database is away'))),
  ],
  [
    'when it has committed and cannot be counted, while the next one is under way',
    () =>
      once(RemoteSteps.prototype, 'done', async () => {
        await new Promise<void>((begun) => {
          once(shop.database.connection, 'begin', async (begin) => {
            const statements = await begin();
            begun();
            return statements;
          });
        });
        throw new Error('the portal’s database is away');
      }),
  ],
];

withEachRemote((start) => {
  beforeAll(async () => {
    shop = await RemoteShop.start(start);
  }, 120_000);

  afterEach(() => {
    vi.restoreAllMocks();
  });

  afterAll(() => shop.stop());

  describe('a batch whose connection is lost', () => {
    it.each(FAULTS)('%s: is tried again, and everything happens once', async (name, fault) => {
      const username = `lost${FAULTS.findIndex(([step]) => step === name)}`;
      await shop.customer(username);
      const reference = await shop.approved(username);
      fault();
      await shop.work();
      expect(await shop.case(reference)).toMatchObject({ state: 'running' });
      await shop.retry();
      expect(await shop.case(reference)).toMatchObject({ state: 'completed', failure: null });
      expect(await shop.counted(reference)).toEqual(ALL);
      expect(await shop.logged(reference)).toEqual(ALL);
      expect(await shop.openBatches()).toBe(0);
    });
  });

  describe('a hold that is placed while a batch elsewhere is about to commit', () => {
    const form = (email: string) => ({
      matter: 'm',
      purpose: 'legal',
      citation: 'c',
      scope: { email },
      reviewOn: '2031-01-01',
    });

    it('is not in force before that batch has come to an end, whatever became of its worker', async () => {
      await shop.customer('waiting');
      // Of whichever collection the batch is.
      const rows = async () => [
        await shop.all(
          `SELECT id FROM shop.orders WHERE note LIKE 'waiting %' AND customer IS NOT NULL ORDER BY id`,
        ),
        await shop.all(`SELECT id FROM shop.letters WHERE email LIKE 'waiting@%'`),
        await shop.all(`SELECT id FROM shop.customers WHERE email LIKE 'waiting@%'`),
      ];
      const reference = await shop.approved('waiting');
      // A worker that stops between steps 3 and 4, its transaction still open.
      let go: () => void = () => undefined;
      const reached = new Promise<void>((resolve) => {
        once(shop.database.connection, 'commit', async (commit) => {
          resolve();
          await new Promise<void>((later) => (go = later));
          return commit();
        });
      });
      const run = shop.work();
      await reached;
      const official = await shop.admin();
      const { body } = await official
        .post('/api/v1/admin/holds')
        .send(form('waiting@readers.example'))
        .expect(202);
      expect(body).toMatchObject({ state: 'placing', inForceAt: null });
      const { id } = body as { id: string };
      // It was said to commit so long ago that its worker must be gone.
      await shop.portal.sql.query(`UPDATE erase_batches SET changed_at = now() - interval '1 hour'`);
      await shop.portal.app.get(HoldForces).hasten(id);
      const { body: now } = await official.get(`/api/v1/admin/holds/${id}`).expect(200);
      expect(now).toMatchObject({ state: 'in_force' });
      const before = await rows();
      go();
      await run;
      await shop.retry();
      expect(await shop.case(reference)).toMatchObject({ state: 'deferred' });
      const after = await rows();
      expect(after).toEqual(before);
      expect(await shop.openBatches()).toBe(0);
    });
  });
});
