import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { type Agent, TestApp } from '../../support/app.js';
import { type BuiltApp } from '../../support/built-app.js';
import { buildWorker, workElsewhere } from '../../support/killed-worker.js';
import { traces } from '../../support/person-traces.js';

/** Each step of the protocol: the statement of that step, and on which side of it the process dies. */
const STEPS = [
  ['before whom to erase is written down', { text: 'UPDATE erasures SET sealed', nth: 1, when: 'before' }],
  ['after it', { text: 'UPDATE erasures SET sealed', nth: 1, when: 'after' }],
  ['before the first gate', { text: 'pg_advisory_xact_lock_shared', nth: 2, when: 'before' }],
  ['inside the first gate', { text: 'pg_advisory_xact_lock_shared', nth: 2, when: 'after' }],
  ['after the statement of the first batch', { text: 'INSERT INTO erasure_counts', nth: 1, when: 'before' }],
  ['after its counts, before its event', { text: 'INSERT INTO erasure_counts', nth: 1, when: 'after' }],
  ['while its commit is under way', { text: '^COMMIT', nth: 6, when: 'sent' }],
  ['amid a later batch', { text: 'INSERT INTO erasure_counts', nth: 4, when: 'before' }],
  ['after the ledger, before the end', { text: 'INSERT INTO receipts', nth: 1, when: 'before' }],
  ['amid the end', { text: 'UPDATE erasures SET finished_at', nth: 1, when: 'after' }],
] as const;

let portal: TestApp;
let built: BuiltApp;
let first: Agent;
let second: Agent;

beforeAll(async () => {
  built = buildWorker();
  portal = await TestApp.start({ ATHAR_ROLE: 'web', ATHAR_COOLING_OFF: 'PT0S' });
  await portal.account('admin', 'first');
  await portal.account('admin', 'second');
  first = await portal.signIn('first');
  second = await portal.signIn('second');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 't', 'b', now())`,
  );
}, 120_000);

afterAll(async () => {
  await portal.stop();
  built.remove();
});

describe('a worker that is killed', () => {
  it.each(STEPS)('%s: another goes on, and everything happens once', async (name, killAt) => {
    const username = `member${STEPS.findIndex(([step]) => step === name)}`;
    await portal.account('member', username);
    const agent = await portal.signIn(username);
    for (const body of ['one', 'two', 'three']) {
      await agent
        .post('/api/v1/articles/port/comments')
        .send({ body: `${body} of ${username}` })
        .expect(201);
    }
    const { body } = await agent.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
    const { reference } = body as { reference: string };
    // Mails and everything else that waits are not what is killed.
    await portal.app.get(JobWorker).runUntilIdle();
    await first.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
    await second.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);

    expect(await workElsewhere(portal, built, killAt)).toBe('SIGKILL');
    // Its lease is over, as it would be half a minute later.
    await portal.sql.query(
      `UPDATE tasks SET lease_until = now() - interval '1 minute' WHERE state = 'running'`,
    );
    await portal.app.get(JobWorker).runUntilIdle();

    const { body: after } = await first.get(`/api/v1/admin/requests/${reference}`).expect(200);
    expect(after).toMatchObject({ state: 'completed', failure: null });
    const [{ cleared }] = await portal.sql.query(
      `SELECT c.cleared::int FROM erasure_counts c JOIN erasures e ON e.id = c.erasure_id
       JOIN requests r ON r.id = e.request_id WHERE r.reference = $1 AND c.collection = 'comments'`,
      [reference],
    );
    expect(cleared).toBe(3);
    await portal.settleLog();
    const [events] = await portal.sql.query(
      `SELECT count(*) FILTER (WHERE action = 'request.completed')::int AS completed,
              sum((detail ->> 'cleared')::int) FILTER (WHERE detail ->> 'collection' = 'comments')::int AS cleared
       FROM audit_events WHERE reference = $1`,
      [reference],
    );
    expect(events).toEqual({ completed: 1, cleared: 3 });
    const mails = portal.mail.mails.filter(
      ({ to, text }) => to === `${username}@readers.example` && text.includes('The law may require'),
    );
    expect(mails.map(({ to }) => to)).toHaveLength(1);
    expect(await traces(portal, [username])).toEqual([]);
  });
});
