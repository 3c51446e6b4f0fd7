import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PurgeReport } from '../../../src/audit/purges.js';
import { RetentionOutlook, type RuleOutlook } from '../../../src/evidence/retention-outlook.js';
import { type Hold, type HoldOfficial } from '../../../src/holds/hold.js';
import { JobHandlers } from '../../../src/platform/jobs/job-handlers.js';
import { type Agent } from '../../support/app.js';
import { RequestSubjects } from '../../../src/requests/request-subjects.js';
import { HoldPortal, ORIGIN } from '../holds/hold-portal.js';

const HELD = 'held@readers.example';
const FREE = 'free@readers.example';
/** Sweeps run every ten minutes: what ends before the next run is due. */
const SOON = `now() + interval '1 minute'`;

let portal: HoldPortal;
let admin: HoldOfficial;
let auditor: HoldOfficial;
let desk: Agent;
let hold: Hold;
let byId: Hold;

const one = async (statement: string, ...values: unknown[]) =>
  (await portal.rows<{ id: string }>(`${statement} RETURNING id`, values))[0]?.id ?? '';

async function account(username: string): Promise<string> {
  await portal.app.account('member', username);
  return portal.accountId(username);
}

async function request(email: string, state: string, reference: string): Promise<string> {
  const refused = state === 'refused';
  const id = await one(
    `INSERT INTO requests (reference, kind, state, regime, channel, locale, received_at, due_on, due_at, due_basis, created_at)
     VALUES ($1, 'export', $2, 'MA', 'portal', 'fr', '2023-05-31T23:30:00Z', '2023-06-30', '2023-06-30T22:59:59Z', 'law', '2023-06-01')`,
    reference,
    refused ? 'received' : state,
  );
  if (refused)
    await portal.rows(`UPDATE requests SET state = 'refused', closed_at = '2023-06-20' WHERE id = $1`, [id]);
  await portal.app.sql.transaction((manager) =>
    portal.get(RequestSubjects).add(manager, { requestId: id, address: email }),
  );
  return id;
}

/** A row of each table that goes by age, of an account, an address and a case. */
async function rowsOf(name: string, email: string, place: number): Promise<void> {
  const id = await account(name);
  const reference = (n: number) => `R-222${n}-222${place}`;
  await request(email, 'unconfirmed', reference(1));
  const old = await request(email, 'refused', reference(2));
  await portal.rows(
    `INSERT INTO request_steps (request_id, step, state, actor, at) VALUES ($1, 'refused', 'refused', 'office', '2023-06-20')`,
    [old],
  );
  await portal.rows(
    `INSERT INTO sessions (token_hash, account_id, expires_at) VALUES (sha256(random()::text::bytea), $1, ${SOON})`,
    [id],
  );
  await portal.rows(
    `INSERT INTO api_tokens (token_hash, account_id, name, expires_at) VALUES (sha256(random()::text::bytea), $1, 'n', ${SOON})`,
    [id],
  );
  await portal.rows(
    `INSERT INTO account_tokens (token_hash, account_id, kind, expires_at)
     VALUES (sha256(random()::text::bytea), $1, 'password_reset', ${SOON})`,
    [id],
  );
  await portal.rows(
    `INSERT INTO registrations (username, email, locale, password_hash, expires_at) VALUES ($1, upper($2), 'ar', 'h', ${SOON})`,
    [`new-${name}`, email],
  );
  await portal.rows(
    `INSERT INTO outbox (kind, message_id, state, account_id, created_at, sent_at)
     VALUES ('k', random()::text, 'sent', $1, now() - interval '2 years', now())`,
    [id],
  );
  await portal.rows(
    `INSERT INTO request_tokens (token_hash, request_id, expires_at) VALUES (sha256(random()::text::bytea), $1, ${SOON})`,
    [old],
  );
  await portal.rows(
    `INSERT INTO exports (request_id, available_from, object_key, built_at, expires_at, bytes, sha256)
     VALUES ($1, now(), 'bundles/' || md5(random()::text), now(), now(), 1, '\\x00')`,
    [old],
  );
}

/** An old answer to the banner of a visitor without an account, with what was agreed to. */
async function choiceOf(): Promise<string> {
  await portal.rows(
    `INSERT INTO consent_notices (id, language, policy_version, body, first_used_at)
     VALUES ('n', 'ar', '2023-01-01', '{}', '2023-01-01') ON CONFLICT DO NOTHING`,
  );
  const id = await one(
    `INSERT INTO cookie_choices (notice_id, policy_version, language, how, gpc, decided_at, valid_until, record)
     VALUES ('n', '2023-01-01', 'ar', 'accept_all', false, '2023-02-01', '2023-08-01', '{}')`,
  );
  await portal.rows(
    `INSERT INTO consents (purpose, policy_version, given_at, choice_id) VALUES ('advertising', '2023-01-01', '2023-02-01', $1)`,
    [id],
  );
  return id;
}

const outlook = async (official = admin) =>
  new Map((await portal.get(RetentionOutlook).of(official)).map((rule) => [rule.rule, rule]));
const counts = (rules: ReadonlyMap<string, RuleOutlook>) =>
  Object.fromEntries([...rules].map(([name, { due }]) => [name, [due?.removed, due?.kept]]));

beforeAll(async () => {
  portal = await HoldPortal.start();
  admin = await portal.official('nadia');
  await portal.app.account('auditor', 'idriss');
  auditor = { accountId: await portal.accountId('idriss'), origin: ORIGIN };
  desk = await portal.app.signIn('nadia');
  // Each job has run once and waits for its next turn.
  await portal.work();
  await rowsOf('held', HELD, 3);
  await rowsOf('free', FREE, 4);
  await portal.rows(
    `INSERT INTO reset_asks (sealed, created_at) VALUES ('\\x00', now() - interval '2 days')`,
  );
  await portal.rows(
    `INSERT INTO comment_bans (address_mac, created_at, until) VALUES ('\\x00', now() - interval '9 days', now())`,
  );
  await portal.rows(
    `INSERT INTO outbox (kind, message_id, state, created_at, sealed)
     VALUES ('request_erased', 'm', 'queued', now() - interval '8 days', '\\x00')`,
  );
  const [choice, held] = [await choiceOf(), await choiceOf()];
  expect(choice).not.toBe(held);
  byId = await portal.place(admin, { source: 'portal', collection: 'cookie_choices', recordIds: [held] });
  hold = await portal.place(admin, { email: HELD.toUpperCase() }, { visibility: 'existence-hidden' });
});
afterAll(() => portal.app.stop());

const HELD_TOO = [
  'account_links',
  'api_tokens',
  'bundles',
  'mails',
  'registrations',
  'request_links',
  'requests',
  'sessions',
  'unconfirmed_requests',
];
const WANTED = {
  ...Object.fromEntries(HELD_TOO.map((name) => [name, [1, 1]])),
  activity: [0, 0],
  audit_exports: [0, 0],
  comment_bans: [1, 0],
  cookie_choices: [1, 1],
  last_mails: [1, 0],
  reset_asks: [1, 0],
};

describe('the dry run of retention', () => {
  it('tells for every rule what goes at its next run, and what a hold keeps', async () => {
    const rules = await outlook();
    expect(counts(rules)).toEqual(WANTED);
    for (const name of HELD_TOO) {
      expect([name, rules.get(name)?.holds]).toEqual([
        name,
        [{ id: hold.id, matter: 'Case 12', purpose: 'legal', rows: 1 }],
      ]);
    }
    const wait = (rules.get('sessions')?.nextAt?.getTime() ?? 0) - Date.now();
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(600_000);
    expect(rules.get('requests')?.job).toBe('request.purge_closed');
  });

  it('is logged as a look at the holds, and shown to auditors too', async () => {
    expect(counts(await outlook(auditor))).toEqual(WANTED);
    const events = await portal.events('hold.searched');
    expect(events.at(-1)?.detail).toMatchObject({ by: ['retention'] });
    expect(new Set(events.at(-1)?.detail?.['holds'] as string[])).toEqual(new Set([hold.id, byId.id]));
  });

  it('does not tell somebody whose own data a hold keeps that it does', async () => {
    await portal.app.account('admin', 'held-admin');
    const own = { accountId: await portal.accountId('held-admin'), origin: ORIGIN };
    await portal.rows(`UPDATE accounts SET email = 'free-admin@readers.example' WHERE id = $1`, [
      own.accountId,
    ]);
    await portal.rows(
      `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at)
       SELECT person_id, 'portal', 'email', $2, now() FROM accounts WHERE id = $1`,
      [own.accountId, 'once-held@readers.example'],
    );
    const own2 = await portal.place(admin, { email: 'once-held@readers.example', source: 'portal' });
    const every = await portal.place(admin, { collection: 'sessions' });
    const seen = await outlook(own);
    expect(JSON.stringify([...seen.values()])).not.toContain(own2.id);
    expect(seen.get('sessions')?.due).toMatchObject({ removed: 0, kept: 2 });
    expect(seen.get('sessions')?.holds.map(({ id }) => id)).toContain(every.id);
    await portal.rows(
      `UPDATE holds SET release_reason = 'r', release_asked_by = placed_by, release_asked_at = placed_at,
         release_at = placed_at, release_confirmed_by = placed_by, release_confirmed_at = placed_at,
         released_at = placed_at WHERE id <> ALL ($1)`,
      [[hold.id, byId.id]],
    );
  });

  it('answers over the API, to staff and nobody else', async () => {
    const { body } = await desk.get('/api/v1/admin/retention').expect(200);
    const rules = body.rules as { rule: string; due: object; durations: string[] }[];
    expect(rules.find(({ rule }) => rule === 'registrations')).toMatchObject({
      durations: ['PT24H'],
      due: { removed: 1, kept: 1, more: false },
      last: null,
    });
    await (await portal.app.signIn('idriss')).get('/api/v1/admin/retention').expect(200);
    await (await portal.app.signIn('free')).get('/api/v1/admin/retention').expect(403);
  });

  it('foretells what the jobs do', async () => {
    for (const table of ['sessions', 'api_tokens', 'account_tokens', 'registrations', 'request_tokens']) {
      await portal.rows(
        `UPDATE ${table} SET expires_at = now() WHERE expires_at < now() + interval '2 minutes'`,
      );
    }
    const before = await outlook();
    expect(counts(before)).toEqual(WANTED);
    const jobs = portal.get(JobHandlers).all();
    const first = before.get('bundles')?.job ?? '';
    for (const job of new Set([first, ...[...before.values()].map((rule) => rule.job)])) {
      await jobs.get(job)?.handler.run({
        payload: {},
        attempt: 1,
        signal: new AbortController().signal,
        finish: () => Promise.resolve(),
      });
    }
    const after = await outlook();
    const kept = Object.fromEntries(HELD_TOO.map((name) => [name, [0, 1]]));
    kept['cookie_choices'] = [0, 1];
    const none = Object.fromEntries(Object.keys(WANTED).map((name) => [name, [0, 0]]));
    expect(counts(after)).toEqual({ ...none, ...kept });
    const removed = [...after].flatMap(([name, { last }]) =>
      last === undefined ? [] : [[name, last.removed]],
    );
    const foretold = Object.entries(WANTED).flatMap(([name, [goes]]) => (goes === 0 ? [] : [[name, goes]]));
    expect(removed.sort()).toEqual(foretold.sort());
  });
});

describe('what went by age', () => {
  it('is one event a day, with a number for each rule', async () => {
    await portal.get(PurgeReport).run();
    await portal.get(PurgeReport).run();
    const events = await portal.events('retention.purged');
    expect(events).toHaveLength(1);
    expect(events[0]?.detail).toEqual({
      ...Object.fromEntries(HELD_TOO.map((name) => [name, 1])),
      comment_bans: 1,
      cookie_choices: 1,
      last_mails: 1,
      reset_asks: 1,
    });
  });

  it('leaves figures of the cases, by the month where the office is', async () => {
    expect(
      await portal.rows(
        'SELECT month::text, kind, regime, outcome, requests, kept, missed FROM request_totals',
      ),
    ).toEqual([
      {
        month: '2023-06-01',
        kind: 'export',
        regime: 'MA',
        outcome: 'refused',
        requests: 1,
        kept: 1,
        missed: 0,
      },
    ]);
  });
});

describe('comments', () => {
  it('are touched by no job, however old they are (P17)', async () => {
    const article = await one(
      `INSERT INTO articles (slug, title, body, published_at) VALUES ('old', 'Old', 'b', '2001-01-01')`,
    );
    await portal.rows(
      `INSERT INTO comments (id, article_id, author_name, author_email, body, ip, user_agent, status, created_at)
       SELECT gen_random_uuid(), $1, 'n', 'guest@readers.example', 'b', '192.0.2.7', 'ua', status, '2001-01-01'
       FROM unnest(ARRAY['approved', 'pending', 'spam', 'trash']) AS status`,
      [article],
    );
    const rows = () => portal.rows(`SELECT c::text AS whole FROM comments c ORDER BY 1`);
    const before = await rows();
    portal.app.clock.advance(30 * 365 * 86_400_000);
    for (const [, { definition, handler }] of portal.get(JobHandlers).all()) {
      if (definition.options.every === undefined) continue;
      await handler.run({
        payload: {},
        attempt: 1,
        signal: new AbortController().signal,
        finish: () => Promise.resolve(),
      });
    }
    expect(before).toHaveLength(4);
    expect(await rows()).toEqual(before);
  });
});
