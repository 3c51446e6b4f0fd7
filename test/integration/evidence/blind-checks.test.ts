import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CommentReading } from '../../../src/comments/comment-reading.js';
import { CommentRules } from '../../../src/comments/comment-rules.js';
import { KeptRecords } from '../../../src/evidence/checks/case-checks.js';
import { PublicComments, UnapprovedComments } from '../../../src/evidence/checks/comment-checks.js';
import { KeptComments } from '../../../src/evidence/checks/kept-comments.js';
import { verdict } from '../../../src/evidence/promise-check.js';
import { PromiseCheckJob, PromiseChecks } from '../../../src/evidence/promise-checks.js';
import { type HoldOfficial } from '../../../src/holds/hold.js';
import { DAY, HoldPortal } from '../holds/hold-portal.js';

let portal: HoldPortal;
let admin: HoldOfficial;

beforeAll(async () => {
  portal = await HoldPortal.start({
    ATHAR_SPAM_CHECK_URL: 'http://127.0.0.1:9',
    ATHAR_SPAM_CHECK_KEY: 'a-key-of-the-office',
  });
  admin = await portal.official('nadia');
  await portal.rows(`INSERT INTO articles (slug, title, body, published_at) VALUES ('s', 't', 'b', now())`);
  await portal.rows(
    `INSERT INTO comments (article_id, author_name, author_email, body, ip, user_agent, status, created_at)
     SELECT a.id, 'Salma', 'guest' || n || '@readers.example', 'b', '192.0.2.77', 'ua',
            CASE n WHEN 250 THEN 'pending' ELSE 'approved' END, now() - (300 - n) * interval '1 minute'
     FROM articles a, generate_series(1, 250) n`,
  );
});
afterAll(() => portal.app.stop());
afterEach(() => vi.restoreAllMocks());

describe('a check sees', () => {
  it('a comment that nobody approved, below however many that were (P04)', async () => {
    const check = portal.get(UnapprovedComments);
    expect(await check.check()).toMatchObject({ outcome: 'passed', figures: { waiting: 1 } });
    // As if the thread had forgotten to ask for the approval.
    const database = portal.get(DataSource);
    const query = database.query.bind(database);
    vi.spyOn(database, 'query').mockImplementation((sql, values) =>
      query(
        sql
          .replace(/\w+\.status IN \('approved', 'erased'\)/gu, 'true')
          .replace(`c.status = 'approved' AND `, ''),
        values,
      ),
    );
    expect(await check.check()).toMatchObject({ outcome: 'failed', reason: 'unapproved_shown' });
  });

  it('an address that is shown in the place of a name (P02)', async () => {
    const check = portal.get(PublicComments);
    expect(await check.check()).toMatchObject({ outcome: 'passed' });
    const reading = portal.get(CommentReading);
    const comments = reading.comments.bind(reading);
    vi.spyOn(reading, 'comments').mockImplementation(async (...of) => {
      const thread = await comments(...of);
      return {
        ...thread,
        items: thread.items.map((one, n) => ({ ...one, authorName: `guest${n + 1}@readers.example` })),
      };
    });
    expect(await check.check()).toMatchObject({ outcome: 'failed', reason: 'public_values' });
  });

  it('a known author who would wait for approval again (P17)', async () => {
    const check = portal.get(KeptComments);
    expect(await check.check()).toMatchObject({ outcome: 'passed' });
    const rules = portal.get(CommentRules);
    vi.spyOn(rules, 'rule').mockResolvedValue({ status: 'pending', reasons: ['first_comment'] });
    expect(await check.check()).toMatchObject({ outcome: 'failed', reason: 'known_waits' });
  });
});

describe('what is told of holds (P24)', () => {
  it('is the same with one more: whoever it is about may be among those who read it', async () => {
    const check = portal.get(KeptRecords);
    const before = await check.check();
    await portal.place(admin, { email: 'held@readers.example' }, { visibility: 'existence-hidden' });
    expect(await check.check()).toEqual(before);
  });
});

describe('two runs at the same time', () => {
  it('mail each admin once', async () => {
    const failed = new Map([['P01', verdict({}, ['extra_columns', true])]] as const);
    const checks = portal.get(PromiseChecks);
    await Promise.all([1, 2, 3, 4].map(() => checks.keep(failed, undefined)));
    expect(await portal.rows(`SELECT FROM outbox WHERE kind = 'promises_failed'`)).toHaveLength(1);
  });
});

describe('a review that is overdue (P24)', () => {
  /** What an official reads of it, on the page's own data, and whether a mail told. */
  const told = async (username: string) => {
    const agent = await portal.app.signIn(username);
    const { body } = await agent.get('/api/v1/audit/evidence').expect(200);
    const { check } = body.promises.find(({ id }: { id: string }) => id === 'P24');
    const { text } = await agent.get('/audit/evidence?lang=en').expect(200);
    return {
      outcome: check.outcome,
      reason: check.reason,
      overdue: check.figures.overdue,
      page: text.includes('The review of a hold is overdue'),
    };
  };
  const mailed = async () =>
    (
      await portal.rows<{ username: string }>(
        `SELECT username FROM outbox o JOIN accounts a ON a.id = o.account_id
         WHERE o.kind = 'promises_failed' AND o.id > $1 ORDER BY 1`,
        [mark],
      )
    ).map(({ username }) => username);
  const check = () => portal.get(PromiseCheckJob).run({ payload: {}, signal: new AbortController().signal });
  let mark: string;

  it('is told to all but whom the hold is about, by page, by API and by mail', async () => {
    await portal.app.account('admin', 'samir');
    await portal.app.account('auditor', 'adil');
    await portal.place(admin, { email: 'samir@readers.example' });
    portal.app.clock.advance(91 * DAY);
    [{ mark }] = (await portal.rows<{ mark: string }>('SELECT max(id::text)::uuid AS mark FROM outbox')) as [
      { mark: string },
    ];
    await check();
    const known = { outcome: 'failed', reason: 'review_overdue', overdue: 2, page: true };
    // The hold that was placed above, on somebody else, is overdue as well.
    expect(await told('nadia')).toEqual(known);
    expect(await told('adil')).toEqual(known);
    expect(await told('samir')).toEqual({ ...known, overdue: 1 });
    await portal.rows(`UPDATE holds SET review_on = review_on + 365 WHERE email = 'held@readers.example'`);
    expect(await told('samir')).toEqual({ outcome: 'passed', reason: null, overdue: 0, page: false });
    await portal.rows('DELETE FROM promise_checks');
    await portal.rows(`DELETE FROM outbox WHERE kind = 'promises_failed'`);
    await check();
    expect(await mailed()).toEqual(['nadia']);
    expect((await told('samir')).outcome).toBe('passed');
  });
});
