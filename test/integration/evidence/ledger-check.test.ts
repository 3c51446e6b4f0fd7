import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ObjectStore } from '../../../src/platform/storage/object-store.js';
import { DAY, HoldPortal } from '../holds/hold-portal.js';
import { figuresOf, outcomeOf } from './evidence-portal.js';

let portal: HoldPortal;
let record: string;

/** An erasure that went its whole way. */
beforeAll(async () => {
  portal = await HoldPortal.start({ ATHAR_COOLING_OFF: 'PT0S', ATHAR_BACKUP_RETENTION: 'P30D' });
  for (const name of ['nadia', 'omar']) await portal.app.account('admin', name);
  await portal.app.account('member', 'rachid');
  const rachid = await portal.app.signIn('rachid');
  const { body } = await rachid.delete('/api/v1/me').expect(202);
  for (const name of ['nadia', 'omar']) {
    const admin = await portal.app.signIn(name);
    await admin.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
  }
  await portal.work();
  const [erasure] = await portal.rows<{ id: string }>(
    'SELECT id FROM erasures WHERE finished_at IS NOT NULL',
  );
  record = `ledger/${erasure?.id}.json`;
});
afterAll(() => portal.app.stop());

const bytes = async () => {
  const pieces: Buffer[] = [];
  for await (const piece of await portal.get(ObjectStore).read(record)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};
const write = (content: Buffer) => portal.get(ObjectStore).put(record, Readable.from([content]));

it('P23: an erasure with its receipt and its record in the ledger is kept', async () => {
  expect(await outcomeOf(portal, 'P23')).toBe('passed');
  expect(await figuresOf(portal, 'P23')).toMatchObject({ completed: 1, ledgered: 1, unledgered: 0 });
});

it.each<[string, (whole: Buffer) => Promise<unknown>]>([
  ['is gone', () => portal.get(ObjectStore).delete(record)],
  ['is cut off', (whole) => write(whole.subarray(0, 40))],
  ['is no record', () => write(Buffer.from('{}'))],
  [
    'is of another instance',
    (whole) => write(Buffer.from(String(whole).replace(/"keyId":"./, '"keyId":"_'))),
  ],
])('P23: an erasure is not, where its record in the ledger %s', async (_how, spoil) => {
  const whole = await bytes();
  try {
    await spoil(whole);
    expect(await outcomeOf(portal, 'P23')).toBe('failed: not_in_ledger');
  } finally {
    await write(whole);
  }
  expect(await outcomeOf(portal, 'P23')).toBe('passed');
});

it('P23: it is not, where nobody has searched by the ledger for days', async () => {
  await portal.rows(`DELETE FROM tasks WHERE name = 'erasure.replay' AND state = 'done'`);
  expect(await outcomeOf(portal, 'P23')).toBe('passed');
  portal.app.clock.advance(3 * DAY);
  expect(await outcomeOf(portal, 'P23')).toBe('failed: not_searched');
  await portal.rows(
    `INSERT INTO tasks (name, payload, state, finished_at) VALUES ('erasure.replay', '{}', 'done', now())`,
  );
  expect(await outcomeOf(portal, 'P23')).toBe('passed');
});

it('P23: once no backup brings the person back, no record is asked for', async () => {
  await portal.get(ObjectStore).delete(record);
  portal.app.clock.advance(27 * DAY);
  expect(await outcomeOf(portal, 'P23')).toBe('passed');
});
