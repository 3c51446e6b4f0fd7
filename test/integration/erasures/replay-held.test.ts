import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureReplay, type Replayed } from '../../../src/erasures/erasure-replay.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { RequestEnding } from '../../../src/requests/request-ending.js';
import { RequestStates } from '../../../src/requests/request-states.js';
import { type Agent, PASSWORD, TestApp } from '../../support/app.js';

let portal: TestApp;
let first: Agent;
let second: Agent;

beforeAll(async () => {
  portal = await TestApp.start({
    ATHAR_ROLE: 'web',
    ATHAR_COOLING_OFF: 'PT0S',
    ATHAR_HOLD_RELEASE_DELAY: 'PT0S',
  });
  await portal.account('admin', 'first');
  await portal.account('admin', 'second');
  first = await portal.signIn('first');
  second = await portal.signIn('second');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 't', 'b', now())`,
  );
});

afterAll(() => portal.stop());

async function hold(scope: object, visibility = 'open'): Promise<string> {
  const { body } = await first
    .post('/api/v1/admin/holds')
    .send({
      matter: 'A case',
      purpose: 'legal',
      citation: 'Order 1',
      scope,
      reviewOn: '2031-01-01',
      visibility,
    })
    .expect(201);
  return body.id as string;
}

async function release(id: string): Promise<void> {
  for (const admin of [first, second])
    await admin.post(`/api/v1/admin/holds/${id}/release`).send({ reason: 'over' }).expect(200);
  await portal.app.get(JobWorker).runUntilIdle();
}

/** Asks for the erasure of a new member with one comment. @returns the reference, once the run is over */
async function erase(username: string, message?: string): Promise<string> {
  const agent = await portal.signIn(username);
  const { body } = await agent.post('/api/v1/requests').send({ kind: 'erasure', message }).expect(201);
  for (const admin of [first, second]) {
    await admin.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
  }
  await portal.app.get(JobWorker).runUntilIdle();
  return body.reference as string;
}

async function member(username: string): Promise<void> {
  await portal.account('member', username);
  const agent = await portal.signIn(username);
  await agent
    .post('/api/v1/articles/port/comments')
    .send({ body: `words of ${username}` })
    .expect(201);
}

async function state(reference: string): Promise<string> {
  const { body } = await first.get(`/api/v1/admin/requests/${reference}`).expect(200);
  return body.state as string;
}

function comments(username: string): Promise<unknown[]> {
  return portal.sql.query(`SELECT 1 FROM comments WHERE body = 'words of ${username}'`);
}

function replay(): Promise<Replayed[]> {
  const { signal } = new AbortController();
  return portal.app.get(ErasureReplay).run({ type: 'system' }, false, signal);
}

describe('the nightly check while a hold defers an erasure', () => {
  it('leaves what is held by address, and the case', async () => {
    await member('deferred');
    const held = await hold({ email: 'deferred@readers.example', collection: 'comments' });
    const reference = await erase('deferred');
    expect(await state(reference)).toBe('deferred');
    expect(await comments('deferred')).toHaveLength(1);

    expect(await replay()).toEqual([]);
    expect(await comments('deferred')).toHaveLength(1);
    expect(await state(reference)).toBe('deferred');
    expect(await portal.sql.query('SELECT 1 FROM erasures WHERE request_id IS NULL')).toEqual([]);

    await release(held);
    expect(await state(reference)).toBe('completed');
    expect(await comments('deferred')).toEqual([]);
  });

  it('leaves messages that are held, and who may not know of it', async () => {
    await member('messaged');
    const held = await hold(
      { email: 'messaged@readers.example', collection: 'request_messages' },
      'existence-hidden',
    );
    const reference = await erase('messaged', 'a message of messaged');
    expect(await replay()).toEqual([]);
    expect(await state(reference)).toBe('deferred');
    const bodies = `SELECT 1 FROM request_messages WHERE body = 'a message of messaged'`;
    expect(await portal.sql.query(bodies)).toHaveLength(1);
    await release(held);
    expect(await state(reference)).toBe('completed');
    expect(await portal.sql.query(bodies)).toEqual([]);
  });

  it('holds what came back by the address that the record knows by its hash, until it is released', async () => {
    await member('restored');
    const server = new pg.Client({ connectionString: portal.database.adminUrl });
    await server.connect();
    await server.query('SET session_replication_role = replica');
    await server.query(
      `CREATE TEMP TABLE kept AS SELECT * FROM public.comments WHERE body = 'words of restored'`,
    );
    expect(await state(await erase('restored'))).toBe('completed');
    const held = await hold({ email: 'restored@readers.example', collection: 'comments' });
    await server.query('DELETE FROM public.comments c USING kept k WHERE c.id = k.id');
    await server.query('INSERT INTO public.comments SELECT * FROM kept');
    await server.end();
    expect(await replay()).toEqual([]);
    expect(await comments('restored')).toHaveLength(1);
    expect(await replay()).toEqual([]);
    expect(await portal.sql.query('SELECT 1 FROM erasures WHERE replays IS NOT NULL')).toHaveLength(1);
    await release(held);
    expect(await replay()).toMatchObject([{ rows: 1 }]);
    expect(await comments('restored')).toEqual([]);
  });
});

describe('an account that came back, and that a hold keeps now', () => {
  it('is closed', async () => {
    await member('revenant');
    const server = new pg.Client({ connectionString: portal.database.adminUrl });
    await server.connect();
    await server.query('SET session_replication_role = replica');
    for (const table of ['accounts', 'persons'])
      await server.query(`CREATE TEMP TABLE kept_${table} AS SELECT * FROM public.${table}`);
    expect(await state(await erase('revenant'))).toBe('completed');
    const held = await hold({ email: 'revenant@readers.example', collection: 'account' });
    for (const table of ['accounts', 'persons'])
      await server.query(
        `INSERT INTO public.${table} SELECT * FROM kept_${table} ON CONFLICT (id) DO NOTHING`,
      );
    await server.end();
    await portal.signIn('revenant');
    await replay();
    const accounts = () =>
      portal.sql.query(`SELECT closed_at IS NOT NULL AS closed FROM accounts WHERE username = 'revenant'`);
    expect(await accounts()).toEqual([{ closed: true }]);
    await portal
      .visitor()
      .post('/api/v1/auth/login')
      .send({ login: 'revenant', password: PASSWORD })
      .expect(401);
    await release(held);
    await replay();
    expect(await accounts()).toEqual([]);
  });
});

describe('somebody else, with an older account, who has the address by now', () => {
  it('loses nothing when the hold is released', async () => {
    await member('former');
    await member('older');
    const held = await hold({ email: 'former@readers.example', collection: 'comments' });
    const reference = await erase('former');
    expect(await state(reference)).toBe('deferred');
    await portal.sql.query(`UPDATE accounts SET email = 'former@readers.example' WHERE username = 'older'`);
    await portal.sql.query(
      `UPDATE person_identifiers SET value = 'former@readers.example' WHERE value = 'older@readers.example'`,
    );
    expect(await replay()).toEqual([]);
    await release(held);
    expect(await state(reference)).toBe('completed');
    expect(await comments('former')).toEqual([]);
    expect(await comments('older')).toHaveLength(1);
    expect(await portal.sql.query(`SELECT 1 FROM accounts WHERE username = 'older'`)).toHaveLength(1);
    expect(await replay()).toEqual([]);
    expect(await comments('older')).toHaveLength(1);
  });
});

it('whoever takes back what is left is forgotten by the erasure', async () => {
  await member('withdrawing');
  await hold({ email: 'withdrawing@readers.example', collection: 'comments' });
  const reference = await erase('withdrawing');
  const known = () =>
    portal.sql.query(
      `SELECT e.sealed IS NULL AS forgotten, (SELECT count(*)::int FROM erasure_kept k WHERE k.erasure_id = e.id) AS kept
       FROM erasures e JOIN requests r ON r.id = e.request_id WHERE r.reference = $1`,
      [reference],
    );
  expect(await known()).toEqual([{ forgotten: false, kept: 1 }]);
  await portal.sql.transaction(async (manager) => {
    const request = await portal.app.get(RequestStates).lockByReference(manager, reference);
    await portal.app.get(RequestEnding).withdraw(manager, request, { type: 'system' }, {});
  });
  await portal.app.get(JobWorker).runUntilIdle();
  expect(await known()).toEqual([{ forgotten: true, kept: 0 }]);
});
