import { once } from 'node:events';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DataSource } from 'typeorm';
import { ExportCleanUp } from '../../../src/exports/export-clean-up.js';
import { ExportOutcomes } from '../../../src/exports/export-outcomes.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { ObjectStore } from '../../../src/platform/storage/object-store.js';
import { StorageFull } from '../../../src/platform/storage/storage-errors.js';
import { RequestRuns } from '../../../src/requests/request-runs.js';
import { type Source } from '../../../src/sources/snapshot.js';
import { finding } from '../../../src/sources/finding.js';
import { SourceUnavailable } from '../../../src/sources/source-unavailable.js';
import { Sources } from '../../../src/sources/sources.js';
import { unzip } from '../../support/zip.js';
import { type ExportCase, ExportPortal } from './export-portal.js';

const DAY = 86_400_000;

let portal: ExportPortal;
let store: ObjectStore;
let sources: Sources;

beforeAll(async () => {
  portal = await ExportPortal.start();
  store = portal.app.app.get(ObjectStore);
  sources = portal.app.app.get(Sources);
});

afterAll(() => portal.app.stop());

afterEach(async () => {
  vi.restoreAllMocks();
  portal.app.clock.advance(8 * DAY);
  await portal.app.app.get(ExportCleanUp).run();
  expect(portal.storedFiles()).toEqual([]);
});

/** What a process does before its bundle is whole, and then no more. */
async function dieAfter(made: ExportCase, last: 'begin' | 'half' | 'whole'): Promise<string> {
  const run = await portal.app.app.get(RequestRuns).begin(made.requestId);
  if (run === undefined) throw new Error('The request cannot be worked on.');
  const outcomes = portal.app.app.get(ExportOutcomes);
  const key = await portal.app.app.get(DataSource).transaction((manager) => outcomes.begin(manager, run));
  if (last === 'whole') await store.put(key, Readable.from([Buffer.from('personal data')]));
  if (last === 'half') {
    const content = new Readable({ read: () => undefined });
    content.push(Buffer.alloc(100_000, 'personal data'));
    void store.put(key, content).catch(() => undefined);
    await expect.poll(() => portal.storedFiles()).toHaveLength(1);
  }
  return key;
}

describe.each(['begin', 'half', 'whole'] as const)('a build that died after %s', (last) => {
  it('starts over, and leaves nothing behind', async () => {
    const made = await portal.approved();
    const dead = await dieAfter(made, last);
    await portal.work();
    expect(await made.state()).toBe('ready');
    expect(await store.size(dead)).toBeUndefined();
    expect(portal.storedFiles()).toHaveLength(1);
    expect((await unzip(await made.download())).has('manifest.json')).toBe(true);
  });

  it('and was withdrawn then leaves nothing behind', async () => {
    const made = await portal.approved();
    await dieAfter(made, last);
    await made.withdraw();
    await portal.work();
    expect(await made.state()).toBe('withdrawn');
    expect(portal.storedFiles()).toEqual([]);
  });
});

it('an object that a writer brings back after its deletion is deleted again', async () => {
  const made = await portal.approved();
  const dead = await dieAfter(made, 'whole');
  await portal.work();
  await store.put(dead, Readable.from([Buffer.from('personal data')]));
  await portal.app.app.get(ExportCleanUp).run();
  expect(await store.size(dead)).toBeUndefined();
  expect(portal.storedFiles()).toHaveLength(1);
  expect(await made.state()).toBe('ready');
});

it('an object whose build nobody takes up again is deleted after a day', async () => {
  const made = await portal.approved();
  const dead = await dieAfter(made, 'whole');
  await portal.sql(`DELETE FROM tasks WHERE name = 'request.export'`);
  await portal.app.app.get(ExportCleanUp).run();
  expect(await store.size(dead)).toBeDefined();
  portal.app.clock.advance(DAY + 1000);
  await portal.app.app.get(ExportCleanUp).run();
  expect(await store.size(dead)).toBeUndefined();
});

describe('a store that is full', () => {
  beforeEach(() => {
    vi.spyOn(store, 'put').mockImplementation(async (_key, content) => {
      await once(content, 'readable');
      content.destroy();
      throw new StorageFull();
    });
  });

  it('leaves the request failed with a sentence, and a retry resumes it', async () => {
    const made = await portal.approved();
    await portal.workToTheEnd();
    expect(await made.state()).toBe('failed');
    expect(await made.failure()).toBe(
      'The file store is full. Free some space, or give it more, then try again.',
    );
    expect((await portal.logged(made.reference)).at(-1)).toMatchObject({
      action: 'request.failed',
      outcome: 'failure',
      detail: { code: 'storage-full' },
    });
    const { body } = await made.admin.get(`/api/v1/admin/requests/${made.reference}`).expect(200);
    expect(body).toMatchObject({ state: 'failed', failure: await made.failure() });
    vi.restoreAllMocks();
    await made.retry();
    await portal.work();
    expect(await made.state()).toBe('ready');
    expect(await made.failure()).toBeNull();
  });
});

const nobody: Source['unconfirmed'] = () => Promise.reject(new Error('Nobody asks for these.'));

describe('a source that cannot be read', () => {
  const withBroken = (open: Source['open']) => {
    const all = sources.all();
    const title = { ar: 'متجر', fr: 'Boutique', en: 'Shop' };
    vi.spyOn(sources, 'all').mockReturnValue([...all, { id: 'shop', title, open, unconfirmed: nobody }]);
  };

  it('stops the bundle: none goes out without it', async () => {
    withBroken(async () => {
      throw new SourceUnavailable('shop', finding('silent', { source: 'shop' }));
    });
    const made = await portal.approved();
    await portal.workToTheEnd();
    expect(await made.state()).toBe('failed');
    expect(await made.failure()).toBe('The system "shop" does not answer.');
    await made.fetch(409);
    expect(portal.storedFiles()).toEqual([]);
    vi.restoreAllMocks();
    await made.retry();
    await portal.work();
    expect(await made.state()).toBe('ready');
  });

  it('half-way stops it too, and says nothing of what it had read', async () => {
    withBroken(async () => ({
      collections: [
        {
          id: 'orders',
          title: { ar: 'طلب', fr: 'Commande', en: 'Order' },
          category: 'content',
          fields: [],
          withheld: [],
        },
      ],
      count: async () => 1000,
      read: () =>
        Readable.from(
          (function* () {
            for (let line = 0; line < 500; line += 1) yield Buffer.from('{"card":"4111"}\n');
            throw new Error('invalid input syntax: "4111"');
          })(),
          { objectMode: false },
        ),
      close: async () => undefined,
    }));
    const made = await portal.approved();
    await portal.workToTheEnd();
    expect(await made.state()).toBe('failed');
    expect(await made.failure()).toMatch(/^The bundle could not be built/);
    expect(portal.storedFiles()).toEqual([]);
  });

  it('leaves a failed task behind, and the request goes on where an operator sets that going again', async () => {
    withBroken(async () => {
      throw new SourceUnavailable('shop', finding('silent', { source: 'shop' }));
    });
    const made = await portal.approved();
    await portal.workToTheEnd();
    expect(await made.state()).toBe('failed');
    vi.restoreAllMocks();
    const worker = portal.app.app.get(JobWorker);
    const [failed] = (await worker.status()).failed;
    expect(await worker.retry(failed?.id ?? '')).toBe(true);
    await portal.work();
    expect(await made.state()).toBe('ready');
    expect((await portal.logged(made.reference)).map(({ action }) => action).slice(-3)).toEqual([
      'request.failed',
      'request.retried',
      'export.built',
    ]);
  });

  it('for a moment only is tried again without anybody noticing', async () => {
    const all = sources.all();
    const failing: Source = {
      id: 'portal',
      title: all[0]!.title,
      open: async () => {
        throw new SourceUnavailable('portal', finding('silent', { source: 'portal' }));
      },
      unconfirmed: nobody,
    };
    vi.spyOn(sources, 'all').mockReturnValueOnce([failing]);
    const made = await portal.approved();
    await portal.workToTheEnd();
    expect(await made.state()).toBe('ready');
  });
});

describe('a request that is withdrawn', () => {
  it('while its bundle is built loses it', async () => {
    const made = await portal.approved();
    const put = store.put.bind(store);
    vi.spyOn(store, 'put').mockImplementationOnce(async (key, content) => {
      await put(key, content);
      await made.withdraw();
    });
    await portal.workToTheEnd();
    expect(await made.state()).toBe('withdrawn');
    expect(portal.storedFiles()).toEqual([]);
    expect(
      await portal.sql(
        `SELECT * FROM tasks WHERE state IN ('waiting', 'running') AND name = 'request.export'`,
      ),
    ).toEqual([]);
    const actions = (await portal.logged(made.reference)).map(({ action }) => action);
    expect(actions).not.toContain('export.built');
  });

  it('once its bundle is ready loses it at once', async () => {
    const made = await portal.ready();
    expect(portal.storedFiles()).toHaveLength(1);
    await made.withdraw();
    await portal.work();
    expect(portal.storedFiles()).toEqual([]);
    expect((await made.fetch(410)).body).toMatchObject({
      type: '/problems/bundle-expired',
    });
  });
});

it('an object that cannot be deleted now is deleted later', async () => {
  const made = await portal.ready();
  vi.spyOn(store, 'delete').mockRejectedValue(new Error('no answer'));
  portal.app.clock.advance(8 * DAY);
  await expect(portal.app.app.get(ExportCleanUp).run()).rejects.toThrow('no answer');
  expect(await made.state()).toBe('expired');
  expect(portal.storedFiles()).toHaveLength(1);
  vi.restoreAllMocks();
  await portal.app.app.get(ExportCleanUp).run();
  expect(portal.storedFiles()).toEqual([]);
});
