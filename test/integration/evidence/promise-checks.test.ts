import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../../../src/evidence/checks.js';
import { type CheckResult } from '../../../src/evidence/promise-check.js';
import { PromiseCheckJob, PromiseChecks } from '../../../src/evidence/promise-checks.js';
import { type HoldOfficial } from '../../../src/holds/hold.js';
import { PROMISES } from '../../../src/policy/promises.js';
import { type Agent } from '../../support/app.js';
import { DAY, HoldPortal } from '../holds/hold-portal.js';

let portal: HoldPortal;
let admin: HoldOfficial;
let desk: Agent;

beforeAll(async () => {
  portal = await HoldPortal.start();
  admin = await portal.official('nadia');
  await portal.app.account('member', 'rachid');
  desk = await portal.app.signIn('nadia');
  await portal.app.settleLog();
});
afterAll(() => portal.app.stop());

/** Checks everything and tells what came out, in short. */
async function run(): Promise<ReadonlyMap<string, CheckResult>> {
  await portal.app.settleLog();
  await portal.get(PromiseCheckJob).run({ payload: {}, signal: new AbortController().signal });
  return portal.get(PromiseChecks).latest();
}
const short = (found: ReadonlyMap<string, CheckResult>, id: string) => {
  const { outcome, reason } = found.get(id) ?? { outcome: 'none' };
  return reason === undefined ? outcome : `${outcome}: ${reason}`;
};

async function asOwner(statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: portal.app.database.ownerUrl });
  await owner.connect();
  await owner.query(statement);
  await owner.end();
}

const SNAPSHOT = `SELECT (SELECT json_agg(a ORDER BY id)::text FROM accounts a) AS accounts,
  (SELECT count(*) FROM sessions) AS sessions, (SELECT count(*) FROM outbox) AS mails,
  (SELECT count(*) FROM account_tokens) AS tokens`;

describe('the check of the promises', () => {
  it('has one for each promise of the policy', () => {
    expect(Object.keys(CHECKS).sort()).toEqual(Object.keys(PROMISES).sort());
  });

  it('finds a new portal as promised, says what it cannot tell, and changes nothing', async () => {
    const before = await portal.rows(SNAPSHOT);
    const found = await run();
    expect(Object.fromEntries([...found.keys()].map((id) => [id, short(found, id)]))).toEqual({
      P01: 'passed',
      P02: 'unknown: nothing_to_look_at',
      P03: 'passed',
      P04: 'unknown: nothing_to_look_at',
      P05: 'passed',
      P06: 'passed',
      P07: 'passed',
      P08: 'passed',
      P09: 'passed',
      P10: 'passed',
      P11: 'passed',
      P12: 'passed',
      P13: 'passed',
      P14: 'unknown: not_in_use',
      P15: 'unknown: not_in_use',
      P16: 'passed',
      P17: 'passed',
      P18: 'passed',
      P19: 'passed',
      P20: 'passed',
      P21: 'unknown: nothing_to_look_at',
      P22: 'unknown: nothing_to_look_at',
      P23: 'unknown: nothing_to_look_at',
      P24: 'passed',
      P25: 'passed',
      P26: 'passed',
      P27: 'passed',
      P28: 'passed',
    });
    expect(found.get('P09')?.figures).toMatchObject({
      policySeconds: 172_800,
      cookieSeconds: 172_800,
      sessionSeconds: 172_800,
      sessions: 1,
      longer: 0,
    });
    expect(found.get('P11')?.figures).toMatchObject({ policySeconds: 1_209_600, cookieSeconds: 1_209_600 });
    expect(await portal.rows(SNAPSHOT)).toEqual(before);
    expect(await portal.events('policy.checked')).toMatchObject([
      { detail: { failed: [], passed: 21, unknown: 7 } },
    ]);
  });

  it('sees what happened since', async () => {
    await portal.app.visitor().post('/api/v1/auth/password-reset').send({ email: 'rachid@readers.example' });
    await portal.work();
    const [rachid] = await portal.rows<{ person: string }>(
      `SELECT person_id AS person FROM accounts WHERE username = 'rachid'`,
    );
    await desk
      .post(`/api/v1/admin/people/${rachid?.person}/view`)
      .send({ reason: 'They wrote to us.' })
      .expect(200);
    await portal.rows(
      `INSERT INTO articles (id, slug, title, body, published_at) VALUES (gen_random_uuid(), 's', 't', 'b', now())`,
    );
    for (const [status, ip] of [
      ['approved', '192.0.2.77'],
      ['pending', '192.0.2.78'],
    ])
      await portal.rows(
        `INSERT INTO comments (id, article_id, author_name, author_email, body, ip, user_agent, status, created_at)
         SELECT gen_random_uuid(), id, 'n', 'guest@readers.example', 'b', $2, 'Some Browser', $1, now() FROM articles`,
        [status, ip],
      );
    const found = await run();
    expect(['P02', 'P04', 'P16', 'P21'].map((each) => short(found, each))).toEqual(Array(4).fill('passed'));
    expect(found.get('P16')?.figures).toEqual({ resets: 1, withIp: 1, mails: 1 });
    expect(found.get('P21')?.figures).toEqual({ looks: 1, bare: 0 });
    expect(found.get('P02')?.figures).toEqual({ comments: 1, shown: 0 });
  });
});

describe('a promise that is broken', () => {
  it.each<[string, string, string, () => Promise<unknown>]>([
    [
      'P01',
      'a column more in comments',
      'extra_columns',
      () => asOwner('ALTER TABLE comments ADD COLUMN phone text'),
    ],
    [
      'P09',
      'a session of a month',
      'lives_too_long',
      () =>
        portal.rows(
          `INSERT INTO sessions (token_hash, account_id, expires_at) VALUES ('\\x01', $1, now() + interval '30 days')`,
          [admin.accountId],
        ),
    ],
    [
      'P12',
      'a session that outlives signing out everywhere',
      'session_stays',
      async () => {
        const other = await portal.app.signIn('rachid');
        await other.delete('/api/v1/me/sessions').expect(204);
        await portal.rows(
          `INSERT INTO sessions (token_hash, account_id, created_at, expires_at)
           VALUES ('\\x02', $1, now() - interval '1 hour', now() + interval '1 hour')`,
          [await portal.accountId('rachid')],
        );
      },
    ],
    [
      'P15',
      'an embedded site that is no recipient',
      'embed_not_listed',
      () => portal.rows(`UPDATE articles SET body = 'https://video.example/1'`),
    ],
    [
      'P18',
      'a personal column that no map shows',
      'unmapped',
      () => asOwner('ALTER TABLE accounts ADD COLUMN phone_number text'),
    ],
    [
      'P24',
      'a review that is overdue',
      'review_overdue',
      async () => {
        await portal.place(admin, { email: 'held@readers.example' });
        portal.app.clock.advance(91 * DAY);
      },
    ],
  ])('%s is found: %s', async (id, _what, reason, breakIt) => {
    await breakIt();
    const found = await run();
    expect(short(found, id)).toBe(`failed: ${reason}`);
  });

  it('is mailed to each admin once, and again only where it was mended between', async () => {
    const [{ count } = { count: 0 }] = await portal.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM outbox WHERE kind = 'promises_failed'`,
    );
    // One a promise: a column more in comments is no part of a profile.
    expect(count).toBe(6);
    await run();
    await portal.work();
    const mails = portal.app.mail.mails.filter(({ subject }) =>
      subject.includes('a promise of the privacy policy'),
    );
    expect(mails).toHaveLength(6);
    expect(mails.every(({ to }) => to === 'nadia@readers.example')).toBe(true);
    expect(mails.some(({ text }) => text.includes('/audit/evidence'))).toBe(true);
    await portal.rows(`DELETE FROM sessions WHERE token_hash IN ('\\x01', '\\x02')`);
    expect(short(await run(), 'P09')).toBe('passed');
    const events = await portal.events('policy.checked');
    expect(events.at(-1)?.detail).toMatchObject({ failed: ['P01', 'P15', 'P18', 'P24'] });
  });
});

describe('who asks for it', () => {
  it('gets the results, and a run by a worker; members get neither', async () => {
    await desk.post('/api/v1/audit/evidence').expect(202);
    await portal.work();
    await portal.app.settleLog();
    const [last] = await portal.rows<{ actor_type: string }>(
      `SELECT actor_type FROM audit_events WHERE action = 'policy.checked' ORDER BY seq DESC LIMIT 1`,
    );
    expect(last).toEqual({ actor_type: 'account' });
    const { body } = await desk.get('/api/v1/audit/evidence').expect(200);
    expect(body.promises).toHaveLength(28);
    expect(body.promises[0]).toMatchObject({
      id: 'P01',
      check: { outcome: 'failed', reason: 'extra_columns', figures: { columns: 13, extra: 1 } },
    });
    await (await portal.app.signIn('rachid')).get('/api/v1/audit/evidence').expect(403);
  });

  it('may ask a dozen times an hour', async () => {
    const answers: number[] = [];
    for (let n = 0; n < 13; n += 1) answers.push((await desk.post('/api/v1/audit/evidence')).status);
    expect(answers.at(-1)).toBe(429);
    expect(answers[0]).toBe(202);
  });
});
