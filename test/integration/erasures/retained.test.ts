import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Receipt } from '../../../src/erasures/receipt.js';
import { Receipts } from '../../../src/erasures/receipts.js';
import { RetentionsDueJob } from '../../../src/erasures/retentions-due-job.js';
import { officeDay, officeDayEnd } from '../../../src/platform/clock/office-day.js';
import { Config } from '../../../src/platform/config/config.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { Sources } from '../../../src/sources/sources.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { type Agent, TestApp } from '../../support/app.js';
import { mapOf } from '../sources/map-of.js';

const DAY = 86_400_000;
const law = { purpose: 'legal', citation: 'Commercial code, article 22' };

let portal: TestApp;
let first: Agent;
let second: Agent;

/** The portal's own map, and bills beside it that a law keeps for thirty days. */
function mapBills(): void {
  const portalMap = readMap('portal');
  const bills = mapOf({
    id: 'bills',
    date: 'issued',
    leads: [{ by: 'address', column: 'email' }],
    fields: ['email', 'total'],
    erase: { action: 'retain', ...law, for: 'P30D', then: 'delete' },
  });
  const map = { ...portalMap, collections: [...portalMap.collections, ...bills.collections] };
  const calendar = {
    zone: portal.app.get(Config).zone,
    today: () => officeDay(portal.clock.now(), portal.app.get(Config).zone),
  };
  const sources = new Sources([new SqlSource('portal', map, portal.app.get(StreamPool))], [], calendar);
  Object.assign(portal.app.get(Sources), sources);
}

beforeAll(async () => {
  portal = await TestApp.start({
    ATHAR_ROLE: 'web',
    ATHAR_COOLING_OFF: 'PT0S',
    ATHAR_HOLD_RELEASE_DELAY: 'PT0S',
  });
  await portal.account('admin', 'first');
  await portal.account('admin', 'second');
  const server = new pg.Client({ connectionString: portal.database.adminUrl });
  await server.connect();
  await server.query(`
    CREATE TABLE bills (id text PRIMARY KEY, email text, total integer, issued timestamptz);
    GRANT SELECT, INSERT, UPDATE, DELETE ON bills TO PUBLIC`);
  await server.end();
  mapBills();
});

beforeEach(async () => {
  first = await portal.signIn('first');
  second = await portal.signIn('second');
});

let passed = 0;

afterEach(() => {
  // Erasures wait for their time by the database's clock, which does not move along.
  portal.clock.advance(-passed * DAY);
  passed = 0;
});

afterAll(() => portal.stop());

/** A bill of so many days ago. @returns the last day on which it is kept */
async function bill(id: string, username: string, days: number | undefined): Promise<string> {
  const issued = days === undefined ? null : new Date(portal.clock.now().getTime() - days * DAY);
  await portal.sql.query('INSERT INTO bills VALUES ($1, $2, 10, $3)', [
    id,
    `${username}@readers.example`,
    issued,
  ]);
  const last = new Date((issued ?? portal.clock.now()).getTime() + 30 * DAY);
  return officeDay(last, portal.app.get(Config).zone);
}

async function bills(username: string): Promise<string[]> {
  const rows = await portal.sql.query('SELECT id FROM bills WHERE email = $1 ORDER BY id', [
    `${username}@readers.example`,
  ]);
  return rows.map(({ id }: { id: string }) => id);
}

async function ask(username: string): Promise<string> {
  await portal.account('member', username);
  const agent = await portal.signIn(username);
  const { body } = await agent.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
  return body.reference as string;
}

async function erase(username: string): Promise<string> {
  const reference = await ask(username);
  for (const admin of [first, second])
    await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
  await work();
  return reference;
}

const work = () => portal.app.get(JobWorker).runUntilIdle();

/** Lets every task that waits for the end of a retention run now, by the database's clock. */
async function wake(): Promise<number> {
  const [, count] = await portal.sql.query(
    `UPDATE tasks SET run_at = now() WHERE name = 'erasure.retention_end' AND state = 'waiting'`,
  );
  await work();
  return count as number;
}

async function pass(days: number): Promise<void> {
  portal.clock.advance(days * DAY);
  passed += days;
  first = await portal.signIn('first');
  second = await portal.signIn('second');
}

async function state(reference: string): Promise<string> {
  const { body } = await first.get(`/api/v1/admin/requests/${reference}`).expect(200);
  return body.state as string;
}

async function receipt(reference: string, audience: 'person' | 'office' = 'person'): Promise<Receipt> {
  const [{ id }] = await portal.sql.query('SELECT id FROM requests WHERE reference = $1', [reference]);
  const found = await portal.app.get(Receipts).find(portal.sql.manager, id, audience);
  if (found === undefined) throw new Error('no receipt');
  return found;
}

const ofBills = <Item extends { readonly collection: string }>(items: readonly Item[]) =>
  items.filter(({ collection }) => collection === 'bills');

async function hold(recordId: string, visibility = 'open'): Promise<string> {
  const { body } = await first
    .post('/api/v1/admin/holds')
    .send({
      matter: 'A case',
      purpose: 'legal',
      citation: 'Order 1',
      scope: { source: 'portal', collection: 'bills', recordIds: [recordId] },
      reviewOn: '2035-01-01',
      visibility,
    })
    .expect(201);
  return body.id as string;
}

async function release(id: string): Promise<void> {
  for (const admin of [first, second])
    await admin.post(`/api/v1/admin/holds/${id}/release`).send({ reason: 'over' }).expect(200);
  await portal.sql.query(`UPDATE tasks SET run_at = now() WHERE name = 'hold.release'`);
  await work();
}

describe('an erasure that meets a dated retention', () => {
  it('is deferred until the last day is over, and then completed by itself', async () => {
    const until = await bill('a1', 'keen', 10);
    await bill('a2', 'keen', 31);
    await bill('a3', 'other', 31);
    const reference = await ask('keen');
    const { body: plan } = await first.get(`/api/v1/admin/requests/${reference}/plan`).expect(200);
    expect(ofBills(plan.collections)).toMatchObject([
      { action: 'delete', count: 2, holds: [], retentions: [{ ...law, until, rows: 1 }] },
    ]);
    for (const admin of [first, second])
      await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
    await work();

    expect(await state(reference)).toBe('deferred');
    expect(await bills('keen')).toEqual(['a1']);
    expect(await receipt(reference)).toMatchObject({ outcome: 'deferred' });
    for (const audience of ['person', 'office'] as const) {
      const { retained, erased } = await receipt(reference, audience);
      expect(ofBills(retained)).toMatchObject([{ ...law, count: 1, until, records: ['a1'] }]);
      expect(ofBills(erased)).toMatchObject([{ action: 'erased', count: 1 }]);
    }
    const [task] = await portal.sql.query(
      `SELECT run_at FROM tasks WHERE name = 'erasure.retention_end' AND state = 'waiting'`,
    );
    expect(task.run_at).toEqual(officeDayEnd(until, portal.app.get(Config).zone));

    await pass(20);
    expect(await wake()).toBe(1);
    expect(await state(reference)).toBe('deferred');
    await pass(1);
    expect(await wake()).toBe(1);
    expect(await state(reference)).toBe('completed');
    expect(await bills('keen')).toEqual([]);
    expect(await bills('other')).toEqual(['a3']);
    const { outcome, retained, erased } = await receipt(reference);
    expect(outcome).toBe('completed');
    expect(ofBills(retained)).toEqual([]);
    expect(ofBills(erased)).toMatchObject([{ action: 'erased', count: 2 }]);
    expect(await wake()).toBe(0);
  });

  it('goes on by the nightly check, where its task was lost', async () => {
    await bill('b1', 'lost', 10);
    const reference = await erase('lost');
    expect(await state(reference)).toBe('deferred');
    await portal.sql.query(`DELETE FROM tasks WHERE name = 'erasure.retention_end'`);
    await portal.app.get(RetentionsDueJob).run();
    await work();
    expect(await state(reference)).toBe('deferred');
    await pass(21);
    await portal.app.get(RetentionsDueJob).run();
    await work();
    expect(await state(reference)).toBe('completed');
    expect(await bills('lost')).toEqual([]);
  });

  it('is deferred again until the next one ends', async () => {
    await bill('c1', 'twice', 20);
    const until = await bill('c2', 'twice', 10);
    const reference = await erase('twice');
    expect(ofBills((await receipt(reference)).retained)).toHaveLength(2);
    await pass(11);
    await wake();
    expect(await state(reference)).toBe('deferred');
    expect(await bills('twice')).toEqual(['c2']);
    expect(ofBills((await receipt(reference)).retained)).toMatchObject([{ until, records: ['c2'] }]);
    await pass(10);
    await wake();
    expect(await state(reference)).toBe('completed');
  });

  it('is completed where nobody knows when a retention ends, and says what is kept', async () => {
    await bill('d1', 'undated', undefined);
    const reference = await erase('undated');
    expect(await state(reference)).toBe('completed');
    expect(await bills('undated')).toEqual(['d1']);
    const [item] = ofBills((await receipt(reference)).retained);
    expect(item).toMatchObject({ ...law, count: 1, records: ['d1'] });
    expect(item).not.toHaveProperty('until');
    expect(await portal.sql.query('SELECT 1 FROM erasure_kept')).toEqual([]);
  });
});

describe('a row that a hold and its retention keep', () => {
  it('stays until its retention is over, where the hold is released before', async () => {
    const until = await bill('e1', 'both', 10);
    const held = await hold('e1');
    const reference = await erase('both');
    expect(ofBills((await receipt(reference)).retained)).toMatchObject([
      { citation: 'Order 1', reviewOn: '2035-01-01', records: ['e1'] },
      { ...law, until, records: ['e1'] },
    ]);
    await release(held);
    expect(await state(reference)).toBe('deferred');
    expect(await bills('both')).toEqual(['e1']);
    expect(ofBills((await receipt(reference)).retained)).toMatchObject([{ ...law, until, records: ['e1'] }]);
    await pass(21);
    await wake();
    expect(await state(reference)).toBe('completed');
    expect(await bills('both')).toEqual([]);
  });

  it('stays until the hold is released that was placed meanwhile, and shows nothing of a hidden one', async () => {
    const until = await bill('f1', 'hidden', 10);
    const reference = await erase('hidden');
    const before = await receipt(reference);
    const held = await hold('f1', 'existence-hidden');
    expect(ofBills(before.retained)).toMatchObject([{ ...law, until }]);
    await pass(21);
    await wake();
    expect(await state(reference)).toBe('deferred');
    expect(await bills('hidden')).toEqual(['f1']);
    const told = await receipt(reference);
    expect(told).toMatchObject({ outcome: 'completed', retained: [] });
    expect(ofBills(told.erased)).toMatchObject([{ action: 'erased', count: 1 }]);
    expect(ofBills((await receipt(reference, 'office')).erased)).toEqual([]);
    expect(ofBills((await receipt(reference, 'office')).retained)).toMatchObject([{ citation: 'Order 1' }]);
    expect(await wake()).toBe(0);
    await release(held);
    expect(await state(reference)).toBe('completed');
    expect(await bills('hidden')).toEqual([]);
  });

  it('tells the person the same whether a hidden hold keeps it as well or not', async () => {
    const items = [];
    for (const username of ['plain', 'secret']) {
      await bill(`g-${username}-1`, username, 10);
      await bill(`g-${username}-2`, username, 10);
      const held = username === 'secret' ? await hold(`g-${username}-1`, 'existence-hidden') : undefined;
      const { retained, outcome, erased } = await receipt(await erase(username));
      const counted = retained.map((item) => ({ ...item, records: item.records?.length }));
      items.push({ outcome, erased, retained: counted });
      if (held !== undefined) await release(held);
    }
    expect(items[0]).toEqual(items[1]);
    expect(items[0]?.retained).toHaveLength(1);
  });
});
