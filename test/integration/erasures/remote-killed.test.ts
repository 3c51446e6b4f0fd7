import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltApp } from '../../support/built-app.js';
import { buildWorker, type KillAt, workElsewhere } from '../../support/killed-worker.js';
import { ALL, RemoteShop } from './remote-shop.js';

const BEGUN = 'INSERT INTO erase_batches';
const COMMITTING = `SET state = 'committing'`;
const STATEMENT = 'gone AS [^]*"shop"\\."orders"';

/** Each step of a batch in another database, and on which side of it the process dies. */
const STEPS: readonly (readonly [string, KillAt])[] = [
  ['0: once the connection is open', { text: 'pid = pg_backend_pid', nth: 1, when: 'after' }],
  ['1: before the batch is written down', { text: BEGUN, nth: 1, when: 'before' }],
  ['1: before that is committed', { text: BEGUN, nth: 1, when: 'after' }],
  ['1: once it is', { text: 'READ COMMITTED READ WRITE', nth: 1, when: 'before' }],
  ['2: before the statement', { text: STATEMENT, nth: 1, when: 'before' }],
  ['2: while it runs', { text: STATEMENT, nth: 1, when: 'sent' }],
  ['2: after it', { text: STATEMENT, nth: 1, when: 'after' }],
  ['3: before it is said to commit', { text: COMMITTING, nth: 2, when: 'before' }],
  ['3: before that is committed', { text: COMMITTING, nth: 2, when: 'after' }],
  ['3: while that is committed', { text: '^COMMIT', nth: 1, when: 'sent', since: COMMITTING }],
  ['3: once it is', { text: '^COMMIT', nth: 1, when: 'after', since: COMMITTING }],
  ['4: before it commits', { text: '^COMMIT', nth: 2, when: 'before', since: COMMITTING }],
  ['4: while it commits', { text: '^COMMIT', nth: 2, when: 'sent', since: COMMITTING }],
  ['4: once it has committed', { text: '^COMMIT', nth: 2, when: 'after', since: COMMITTING }],
  ['5: before it is over', { text: 'DELETE FROM erase_batches', nth: 1, when: 'before' }],
  ['5: before its counts', { text: 'INSERT INTO erasure_counts', nth: 1, when: 'before', since: COMMITTING }],
  [
    '5: before these are committed',
    { text: 'INSERT INTO erasure_counts', nth: 1, when: 'after', since: COMMITTING },
  ],
  ['5: while these are committed', { text: '^COMMIT', nth: 3, when: 'sent', since: COMMITTING }],
];

let shop: RemoteShop;
let built: BuiltApp;

beforeAll(async () => {
  built = buildWorker();
  shop = await RemoteShop.start();
}, 120_000);

afterAll(async () => {
  await shop.stop();
  built.remove();
});

describe('a worker that is killed amid a batch in another database', () => {
  it.each(STEPS)('%s: another goes on, and everything happens once', async (name, killAt) => {
    const username = `killed${STEPS.findIndex(([step]) => step === name)}`;
    await shop.customer(username);
    const reference = await shop.approved(username);

    expect(await workElsewhere(shop.portal, built, killAt)).toBe('SIGKILL');
    await shop.retry();

    expect(await shop.case(reference)).toMatchObject({ state: 'completed', failure: null });
    expect(await shop.counted(reference)).toEqual(ALL);
    expect(await shop.logged(reference)).toEqual(ALL);
    expect(await shop.notes(username)).toHaveLength(3);
    expect(
      await shop.all(`SELECT 1 FROM shop.customers WHERE email = $1`, `${username}@readers.example`),
    ).toEqual([]);
    expect(await shop.openBatches()).toBe(0);
  });
});
