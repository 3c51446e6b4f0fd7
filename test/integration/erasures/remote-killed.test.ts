import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltApp } from '../../support/built-app.js';
import { buildWorker, type KillAt, workElsewhere } from '../../support/killed-worker.js';
import { type RemoteDatabase, withEachRemote } from './remote-database.js';
import { ALL, RemoteShop } from './remote-shop.js';

const BEGUN = 'INSERT INTO erase_batches';
const COMMITTING = `SET state = 'committing'`;

/** What the statements of a batch look like, by kind of database. */
const STATEMENTS: Readonly<Record<RemoteDatabase['kind'], { open: string; begin: string; erase: string }>> = {
  postgresql: {
    open: 'pid = pg_backend_pid',
    begin: 'READ COMMITTED READ WRITE',
    erase: 'gone AS [^]*"shop"\\."orders"',
  },
  mariadb: { open: 'GET_LOCK', begin: '^START TRANSACTION READ WRITE', erase: '^UPDATE [^]*`orders`' },
};

/** Each step of a batch in another database, and on which side of it the process dies. */
function stepsOf({ open, begin, erase }: (typeof STATEMENTS)['mariadb']): (readonly [string, KillAt])[] {
  return [
    ['0: once the connection is open', { text: open, nth: 1, when: 'after' }],
    ['1: before the batch is written down', { text: BEGUN, nth: 1, when: 'before' }],
    ['1: before that is committed', { text: BEGUN, nth: 1, when: 'after' }],
    ['1: once it is', { text: begin, nth: 1, when: 'before' }],
    ['2: before the statement', { text: erase, nth: 1, when: 'before' }],
    ['2: while it runs', { text: erase, nth: 1, when: 'sent' }],
    ['2: after it', { text: erase, nth: 1, when: 'after' }],
    ['3: before it is said to commit', { text: COMMITTING, nth: 2, when: 'before' }],
    ['3: before that is committed', { text: COMMITTING, nth: 2, when: 'after' }],
    ['3: while that is committed', { text: '^COMMIT', nth: 1, when: 'sent', since: COMMITTING }],
    ['3: once it is', { text: '^COMMIT', nth: 1, when: 'after', since: COMMITTING }],
    ['4: before it commits', { text: '^COMMIT', nth: 2, when: 'before', since: COMMITTING }],
    ['4: while it commits', { text: '^COMMIT', nth: 2, when: 'sent', since: COMMITTING }],
    ['4: once it has committed', { text: '^COMMIT', nth: 2, when: 'after', since: COMMITTING }],
    ['5: before it is over', { text: 'DELETE FROM erase_batches', nth: 1, when: 'before' }],
    [
      '5: before its counts',
      { text: 'INSERT INTO erasure_counts', nth: 1, when: 'before', since: COMMITTING },
    ],
    [
      '5: before these are committed',
      { text: 'INSERT INTO erasure_counts', nth: 1, when: 'after', since: COMMITTING },
    ],
    ['5: once the next one has begun', { text: begin, nth: 1, when: 'after', since: COMMITTING }],
    ['5: while these are committed', { text: '^COMMIT', nth: 3, when: 'sent', since: COMMITTING }],
  ];
}

/** What a run of all tests does in a MariaDB; REMOTE_KILLS=all takes every step. */
const FEW = [
  '1: once it is',
  '2: after it',
  '3: once it is',
  '4: while it commits',
  '4: once it has committed',
];

let shop: RemoteShop;
let built: BuiltApp;

withEachRemote((start, kind) => {
  const all = stepsOf(STATEMENTS[kind]);
  const steps =
    kind === 'postgresql' || process.env.REMOTE_KILLS === 'all'
      ? all
      : all.filter(([step]) => FEW.includes(step));

  beforeAll(async () => {
    built = buildWorker();
    shop = await RemoteShop.start(start);
  }, 120_000);

  afterAll(async () => {
    await shop.stop();
    built.remove();
  });

  describe('a worker that is killed amid a batch in another database', () => {
    it.each(steps)('%s: another goes on, and everything happens once', async (name, killAt) => {
      const username = `killed${steps.findIndex(([step]) => step === name)}`;
      await shop.customer(username);
      const reference = await shop.approved(username);

      expect(await workElsewhere(shop.portal, built, killAt)).toBe('SIGKILL');
      await shop.retry();

      expect(await shop.case(reference)).toMatchObject({ state: 'completed', failure: null });
      expect(await shop.counted(reference)).toEqual(ALL);
      expect(await shop.logged(reference)).toEqual(ALL);
      expect(await shop.notes(username)).toHaveLength(3);
      expect(
        await shop.all(`SELECT 1 FROM shop.customers WHERE email = ?`, `${username}@readers.example`),
      ).toEqual([]);
      expect(await shop.openBatches()).toBe(0);
    });
  });
});
