import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureReplay, type Replayed } from '../../../src/erasures/erasure-replay.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { type Agent, TestApp } from '../../support/app.js';
import { traces } from '../../support/person-traces.js';

let portal: TestApp;
let server: pg.Client;
let first: Agent;
let second: Agent;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web', ATHAR_COOLING_OFF: 'PT0S' });
  await portal.account('admin', 'first');
  await portal.account('admin', 'second');
  first = await portal.signIn('first');
  second = await portal.signIn('second');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 't', 'b', now())`,
  );
  server = new pg.Client({ connectionString: portal.database.adminUrl });
  await server.connect();
  // As a restore does, rows are written without their triggers and references.
  await server.query(`SET session_replication_role = replica`);
});

afterAll(async () => {
  await server.end();
  await portal.stop();
});

async function tables(): Promise<string[]> {
  const { rows } = await server.query(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
       AND NOT (SELECT relispartition FROM pg_class WHERE oid = format('public.%I', table_name)::regclass)`,
  );
  return rows.map(({ name }) => name as string);
}

/** Yesterday's backup of the whole database. */
async function backUp(): Promise<void> {
  await server.query('DROP SCHEMA IF EXISTS backup CASCADE');
  await server.query('CREATE SCHEMA backup');
  for (const name of await tables())
    await server.query(`CREATE TABLE backup.${name} AS TABLE public.${name}`);
}

async function restore(only?: string): Promise<void> {
  for (const name of only === undefined ? await tables() : [only]) {
    const back = only === undefined ? '' : `WHERE id IN (SELECT id FROM backup.${name})`;
    await server.query(`DELETE FROM public.${name} ${back}`);
    await server.query(`INSERT INTO public.${name} OVERRIDING SYSTEM VALUE SELECT * FROM backup.${name}
                        ON CONFLICT DO NOTHING`);
  }
}

async function member(username: string): Promise<Agent> {
  await portal.account('member', username);
  return portal.signIn(username);
}

async function comment(agent: Agent, body: string): Promise<void> {
  await agent.post('/api/v1/articles/port/comments').send({ body }).expect(201);
}

async function erase(agent: Agent): Promise<string> {
  const { body } = await agent.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
  for (const admin of [first, second]) {
    await admin.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
  }
  await portal.app.get(JobWorker).runUntilIdle();
  const { body: seen } = await first.get(`/api/v1/admin/requests/${body.reference}`).expect(200);
  expect(seen).toMatchObject({ state: 'completed', failure: null });
  return body.reference as string;
}

/** What the portal itself holds, the backup being another's. */
async function tracesOf(text: string): Promise<string[]> {
  return (await traces(portal, [text])).filter((found) => !found.startsWith('backup.'));
}

function replay(dryRun = false): Promise<Replayed[]> {
  const { signal } = new AbortController();
  return portal.app.get(ErasureReplay).run({ type: 'operator' }, dryRun, signal);
}

describe('after yesterday’s backup was restored', () => {
  it('who was erased is erased again, and nobody else', async () => {
    const gone = await member('restored');
    const other = await member('bystander');
    await comment(gone, 'words of restored');
    await comment(other, 'words of bystander');
    await backUp();
    await erase(gone);
    expect(await replay()).toEqual([]);
    expect(await tracesOf('restored')).toEqual([]);

    await restore();
    expect(await tracesOf('restored')).not.toEqual([]);
    const [found] = await replay(true);
    expect(found?.rows).toBeGreaterThan(3);
    expect(found?.undated).toEqual([]);
    expect(await tracesOf('restored')).not.toEqual([]);

    expect(await replay()).toHaveLength(1);
    await portal.settleLog();
    expect(await tracesOf('restored')).toEqual([]);
    const bodies = await portal.sql.query(`SELECT body FROM comments WHERE body LIKE 'words of %'`);
    expect(bodies).toEqual([{ body: 'words of bystander' }]);
    const [event] = await portal.sql.query(
      `SELECT actor_type, detail FROM audit_events WHERE action = 'erasure.replayed'`,
    );
    expect(event).toMatchObject({ actor_type: 'operator', detail: { kept: 0 } });
    expect(await replay()).toEqual([]);
  });

  it('somebody who came back keeps what they wrote since', async () => {
    const before = await member('returning');
    await comment(before, 'old words of returning');
    await backUp();
    await erase(before);
    const after = await member('returning');
    await comment(after, 'new words of returning');
    await restore('comments');
    const bodies = `SELECT body FROM comments WHERE body LIKE '% words of returning' ORDER BY body`;
    expect(await portal.sql.query(bodies)).toEqual([
      { body: 'new words of returning' },
      { body: 'old words of returning' },
    ]);
    expect(await replay()).toHaveLength(1);
    expect(await portal.sql.query(bodies)).toEqual([{ body: 'new words of returning' }]);
    await after.get('/api/v1/me').expect(200);
    expect(await replay()).toEqual([]);
  });

  it('what is held today stays', async () => {
    const agent = await member('heldlater');
    await comment(agent, 'words of heldlater');
    await backUp();
    await erase(agent);
    await restore('comments');
    const [{ id }] = await portal.sql.query(`SELECT id FROM comments WHERE body = 'words of heldlater'`);
    await first
      .post('/api/v1/admin/holds')
      .send({
        matter: 'A case',
        purpose: 'legal',
        citation: 'Order 1',
        scope: { collection: 'comments', recordIds: [id] },
        reviewOn: '2031-01-01',
      })
      .expect(201);
    await replay();
    expect(await portal.sql.query(`SELECT 1 FROM comments WHERE body = 'words of heldlater'`)).toHaveLength(
      1,
    );
  });
});

it('a record of another secret, or whose time is over, matches nothing', async () => {
  const agent = await member('expired');
  await comment(agent, 'words of expired');
  await backUp();
  await erase(agent);
  await restore('comments');
  portal.clock.advance(91 * 86_400_000);
  expect(await replay()).toEqual([]);
  expect(await portal.sql.query(`SELECT 1 FROM comments WHERE body = 'words of expired'`)).toHaveLength(1);
});
