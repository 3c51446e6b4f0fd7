import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Accounts } from '../../../src/accounts/accounts.js';
import { Holds } from '../../../src/holds/holds.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { traces } from '../../support/person-traces.js';
import { Terminal } from './terminal.js';

let terminal: Terminal;

beforeAll(async () => {
  // Two approvals and three days of waiting, which the terminal is outside of.
  terminal = await Terminal.open({ ATHAR_ROLE: 'web' });
});

afterAll(() => terminal.close());

const erase = (email: string, ...more: string[]): Promise<string> =>
  terminal.athar('request', 'erase', '--email', email, ...more);

async function holdComments(email: string): Promise<void> {
  const { app, sql, clock } = terminal.portal;
  const admin = await app.get(Accounts).byUsername('amal', sql.manager);
  const reviewOn = new Date(clock.now().getTime() + 90 * 86_400_000).toISOString().slice(0, 10);
  await app.get(Holds).place(
    { accountId: admin?.id ?? '', origin: {} },
    {
      matter: 'Case 12',
      purpose: 'legal',
      citation: 'Art. 12',
      scope: { email, collection: 'comments' },
      reviewOn,
      visibility: 'existence-hidden',
    },
  );
}

/** Everything that a dry run could have changed. */
async function everything(): Promise<unknown> {
  return terminal.rows(`
    SELECT (SELECT count(*) FROM requests) AS requests, (SELECT count(*) FROM erasures) AS erasures,
           (SELECT count(*) FROM tasks) AS tasks, (SELECT count(*) FROM outbox) AS mails,
           (SELECT count(*) FROM audit_queue) AS queue, (SELECT count(*) FROM audit_events) AS events,
           (SELECT count(*) FROM persons) AS persons, (SELECT string_agg(body, ',' ORDER BY id) FROM comments) AS comments`);
}

describe('athar request erase', () => {
  it('shows the plan on a dry run, with the holds, and changes nothing', async () => {
    const email = await terminal.member('dounia', 'one', 'two');
    await holdComments(email);
    const before = await everything();
    const answer = await erase(email, '--dry-run');
    expect(JSON.parse(answer)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ collection: 'account', action: 'delete', rows: 1, 'kept because': '' }),
        expect.objectContaining({
          collection: 'comments',
          action: 'clear',
          rows: 2,
          'kept because': expect.stringMatching(
            /^hold \(2 rows\), legal: Art\. 12, review on \d{4}-\d\d-\d\d$/,
          ),
        }),
      ]),
    );
    expect(await everything()).toEqual(before);
  });

  it('erases at once, needing nobody and no time, and says what went', async () => {
    const email = await terminal.member('hafsa', 'one', 'two', 'three');
    const answer = await erase(email);
    const { reference, channel, state, approvals, scheduled_for } = await terminal.request(answer);
    expect({ channel, state, approvals, scheduled_for }).toEqual({
      channel: 'operator',
      state: 'completed',
      approvals: 0,
      scheduled_for: null,
    });
    expect(answer).toContain('{"source":"portal","collection":"comments","action":"anonymised","rows":3}');
    expect(answer).toContain(`Request ${String(reference)} is completed.`);
    const events = await terminal.events(reference);
    expect(events.slice(0, 2)).toEqual(['request.submitted by operator', 'request.approved by operator']);
    expect(events.at(-1)).toBe('request.completed by system');
    await terminal.portal.app.get(JobWorker).runUntilIdle();
    for (const admin of ['amal', 'omar'])
      await terminal.portal.mail.take(`${admin}@readers.example`, String(reference));
    const last = await terminal.portal.mail.take(email, String(reference));
    expect(last.subject).toBe('Site Test: our answer to your erasure request');
    expect(await traces(terminal.portal, ['hafsa'])).toEqual([]);
  });

  it('keeps what holds keep, and says why', async () => {
    const email = await terminal.member('kenza', 'held');
    await holdComments(email);
    const answer = await erase(email);
    expect(await terminal.request(answer)).toMatchObject({ state: 'deferred' });
    expect(answer).toContain('"collection":"comments","kept":"whole rows","rows":1,"purpose":"legal"');
    expect(answer).toContain('"citation":"Art. 12"');
    expect(answer).toContain('is erased by itself once its hold is released');
    expect(await terminal.rows(`SELECT status FROM comments WHERE body = 'held'`)).toHaveLength(1);
  });

  it('waits for another process that has the task, and goes on where that one dies', async () => {
    const email = await terminal.member('samira', 'one');
    const client = new pg.Client({ connectionString: terminal.portal.database.adminUrl });
    await client.connect();
    await client.query(`
      CREATE FUNCTION claim_first() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.state = 'running'; NEW.fence = 1; NEW.attempts = 1; NEW.lease_until = now() + interval '1 second';
        RETURN NEW;
      END $$`);
    await client.query(`CREATE TRIGGER claim_first BEFORE INSERT ON tasks
      FOR EACH ROW WHEN (NEW.name = 'request.erase') EXECUTE FUNCTION claim_first()`);
    const answer = await erase(email);
    await client.query('DROP FUNCTION claim_first CASCADE');
    await client.end();
    const { id, reference, state } = await terminal.request(answer);
    expect(state).toBe('completed');
    expect(
      await terminal.rows(
        `SELECT state, attempts, lost, fence, finished_at >= created_at + interval '1 second' AS waited
         FROM tasks WHERE key = $1 AND name = 'request.erase'`,
        id,
      ),
    ).toEqual([{ state: 'done', attempts: 1, lost: 1, fence: 2, waited: true }]);
    expect((await terminal.events(reference)).filter((event) => /completed/.test(event))).toHaveLength(1);
  });

  it('says that nothing is held, and logs that too', async () => {
    const answer = await erase('nobody@elsewhere.example');
    expect(answer).toContain('Nothing is held under this address.');
    const { reference } = await terminal.request(answer);
    expect(await terminal.events(reference)).toEqual([
      'request.submitted by operator',
      'request.approved by operator',
      'request.completed by system',
    ]);
    expect(await traces(terminal.portal, ['nobody@elsewhere.example'])).toEqual([]);
  });

  it('says on a dry run that nothing is held', async () => {
    expect(await erase('nobody@elsewhere.example', '--dry-run')).toBe('Nothing is held under this address.');
  });

  it('refuses what is no address', async () => {
    await expect(erase('hafsa')).rejects.toThrow('Give an e-mail address');
  });
});
