import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClosedPurge } from '../../../src/requests/closed-purge.js';
import { type Case, RequestPortal } from './request-portal.js';

const DAY = 86_400_000;
const GUEST = 'guest@readers.example';
const FAITHFUL = 'faithful@readers.example';
const TABLES = [
  'request_subject',
  'request_messages',
  'request_notes',
  'request_steps',
  'request_decisions',
  'request_tokens',
];

let portal: RequestPortal;

beforeAll(async () => {
  portal = await RequestPortal.start();
});

afterAll(() => portal.app.stop());

const purge = () => portal.app.app.get(ClosedPurge).run({ signal: new AbortController().signal });
const states = async () =>
  (await portal.rows<{ state: string }>('SELECT state FROM requests ORDER BY state')).map(
    ({ state }) => state,
  );

describe('cases that were closed', () => {
  let open: Case;

  beforeAll(async () => {
    const asked = await portal.ofGuest(GUEST);
    await portal.askForLink(asked, GUEST);
    await portal.admin
      .post(`/api/v1/admin/requests/${asked.reference}/notes`)
      .send({ body: 'wrote twice' })
      .expect(204);
    await portal.refuse(asked);
    await portal.withdraw(await portal.ofMember('rectification', 'my name is wrong'));
    await portal.unconfirmed('nobody@readers.example');
    const exported = await portal.ofMember();
    const complaint = await portal.ofMember('complaint');
    for (const { reference } of [exported, complaint]) {
      await portal.admin.post(`/api/v1/admin/requests/${reference}/approve`).send({}).expect(200);
    }
    await portal.admin.post(`/api/v1/admin/requests/${complaint.reference}/complete`).send({}).expect(200);
    await portal.refuse(await portal.ofGuest(FAITHFUL));
    await portal.work();
    portal.app.clock.advance(8 * DAY);
    await portal.rows(`UPDATE tasks SET run_at = now() WHERE state = 'waiting'`);
    await portal.work();
    open = await portal.ofGuest(FAITHFUL);
  });

  it('stay until the policy’s time is over', async () => {
    expect(await states()).toEqual([
      'completed',
      'expired',
      'expired',
      'received',
      'refused',
      'refused',
      'withdrawn',
    ]);
    portal.app.clock.advance(721 * DAY);
    await purge();
    expect(await portal.count('requests')).toBe(7);
    expect(await portal.logged('request.purged')).toEqual([]);
  });

  it('go then, however they ended, with everything that is about them; open ones stay', async () => {
    const before = await Promise.all(TABLES.map((table) => portal.count(table)));
    expect(before.filter((count) => count > 0)).toHaveLength(TABLES.length);
    portal.app.clock.advance(10 * DAY);
    await purge();
    expect(await portal.rows('SELECT id FROM requests')).toEqual([{ id: open.id }]);
    for (const table of TABLES) {
      const left = await portal.rows(`SELECT request_id FROM ${table} WHERE request_id <> $1`, [open.id]);
      expect([table, left]).toEqual([table, []]);
    }
    expect(await portal.count('exports')).toBe(0);
  });

  it('take with them a guest nobody else refers to, and what the log held of that guest', async () => {
    const people = await portal.rows<{ value: string }>(
      `SELECT value FROM person_identifiers WHERE kind = 'email' ORDER BY value`,
    );
    expect(people.map(({ value }) => value)).toEqual([
      FAITHFUL,
      'nadia@readers.example',
      'rachid@readers.example',
    ]);
    expect(await portal.rows(`SELECT value FROM audit_values WHERE value = $1`, [GUEST])).toEqual([]);
    const known = await portal.rows<{ owner: string }>(
      `SELECT owner FROM audit_pseudonyms WHERE kind = 'request' AND NOT forgotten`,
    );
    expect(known).toEqual([{ owner: open.id }]);
  });

  it('leave their number in the log', async () => {
    expect(await portal.logged('request.purged')).toEqual([
      {
        actor_type: 'system',
        subject: null,
        detail: { requests: 6, people: 5, guests: 1, messages: 3, notes: 1, steps: 19, decisions: 4 },
      },
    ]);
    await purge();
    expect(await portal.logged('request.purged')).toHaveLength(1);
  });
});

it('goes on where there are more than fit into one transaction, and leaves those that somebody holds', async () => {
  await portal.rows(
    `INSERT INTO requests (reference, kind, state, regime, channel, locale, received_at, due_on, due_at, due_basis,
       created_at)
     SELECT 'R-' || n, 'export', 'received', 'MA', 'letter', 'fr', now(), now(), now(), 'law', now()
     FROM generate_series(1, 1100) n`,
  );
  const long = new Date(portal.app.clock.now().getTime() - 731 * DAY);
  await portal.rows(`UPDATE requests SET state = 'refused', closed_at = $1 WHERE state = 'received'`, [long]);
  const holder = portal.app.sql.createQueryRunner();
  await holder.startTransaction();
  await holder.query(`SELECT FROM requests WHERE reference = 'R-700' FOR UPDATE`);
  await purge();
  expect(await portal.rows('SELECT reference FROM requests')).toEqual([{ reference: 'R-700' }]);
  await holder.rollbackTransaction();
  await holder.release();
  await purge();
  expect(await portal.count('requests')).toBe(0);
});
