import { type Type } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AccountsSweep } from '../../../src/accounts/accounts-sweep.js';
import { AuthSweep } from '../../../src/auth/auth-sweep.js';
import { ExportCleanUp } from '../../../src/exports/export-clean-up.js';
import { type HoldScope } from '../../../src/holds/hold.js';
import { HoldGate } from '../../../src/holds/hold-rules.js';
import { Holds } from '../../../src/holds/holds.js';
import { MailPurge } from '../../../src/policy/mail-purge.js';
import { LinkSweep } from '../../../src/requests/link-sweep.js';
import { RequestIntake } from '../../../src/requests/request-intake.js';
import { UnconfirmedExpiry } from '../../../src/requests/unconfirmed-expiry.js';
import { ExportPortal } from '../exports/export-portal.js';
import { gateWaiters } from './gate-waiters.js';

const ORIGIN = { ip: '198.51.100.7', userAgent: 'Test Browser/1' };
const DAY = 86_400_000;
const RACHID = 'rachid@readers.example';
/** An address that was rachid's. */
const FORMER = 'rachid.old@readers.example';

let portal: ExportPortal;
let placedBy: string;

beforeAll(async () => {
  portal = await ExportPortal.start();
  placedBy = await accountOf('nadia');
  await portal.sql(
    `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at, ended_at)
     SELECT person_id, 'portal', 'email', $1, now(), now() FROM accounts WHERE username = 'rachid'`,
    [FORMER],
  );
});
afterAll(() => portal.app.stop());
afterEach(async () => {
  await portal.sql('DELETE FROM requests');
  await release();
});

async function accountOf(username: string): Promise<string> {
  const [row] = await portal.sql<{ id: string }>('SELECT id FROM accounts WHERE username = $1', [username]);
  return row?.id ?? '';
}

const place = (scope: HoldScope) =>
  portal.app.app.get(Holds).place(
    { accountId: placedBy, origin: ORIGIN },
    {
      matter: 'M',
      purpose: 'legal',
      citation: 'Art. 1',
      scope,
      reviewOn: '2999-01-01',
      visibility: 'open',
    },
  );

/** What the office does when a hold's reason is gone, without the two people and the wait. */
const release = () =>
  portal.sql(
    `UPDATE holds SET release_reason = 'r', release_asked_by = placed_by, release_asked_at = placed_at,
       release_at = placed_at, release_confirmed_by = placed_by, release_confirmed_at = placed_at, released_at = placed_at
     WHERE released_at IS NULL`,
  );

interface Purge {
  readonly rows: string;
  readonly collection: string;
  readonly job: Type<{ run(): Promise<void> }>;
  /** Makes a row that is out of date. @returns its id */
  readonly old: (whose: { account: string; address: string; request: string }) => Promise<string>;
  readonly left: string;
}

const made = async (statement: string, ...values: unknown[]) =>
  (await portal.sql<{ id: string }>(`${statement} RETURNING id`, values))[0]?.id ?? '';

const PURGES: Purge[] = [
  {
    rows: 'sessions',
    collection: 'sessions',
    job: AuthSweep,
    old: ({ account }) =>
      made(
        `INSERT INTO sessions (token_hash, account_id, expires_at) VALUES (sha256(random()::text::bytea), $1, now())`,
        account,
      ),
    left: `SELECT id FROM sessions WHERE expires_at <= now()`,
  },
  {
    rows: 'sessions of a request',
    collection: 'sessions',
    job: AuthSweep,
    old: ({ request }) =>
      made(
        `INSERT INTO sessions (token_hash, request_id, expires_at) VALUES (sha256(random()::text::bytea), $1, now())`,
        request,
      ),
    left: `SELECT id FROM sessions WHERE expires_at <= now()`,
  },
  {
    rows: 'tokens for scripts',
    collection: 'api_tokens',
    job: AuthSweep,
    old: ({ account }) =>
      made(
        `INSERT INTO api_tokens (token_hash, account_id, name, expires_at)
         VALUES (sha256(random()::text::bytea), $1, 'n', now())`,
        account,
      ),
    left: 'SELECT id FROM api_tokens',
  },
  {
    rows: 'links of accounts',
    collection: 'account_links',
    job: AccountsSweep,
    old: ({ account }) =>
      made(
        `INSERT INTO account_tokens (token_hash, account_id, kind, expires_at)
         VALUES (sha256(random()::text::bytea), $1, 'password_reset', now())`,
        account,
      ),
    left: 'SELECT id FROM account_tokens',
  },
  {
    rows: 'registrations',
    collection: 'registrations',
    job: AccountsSweep,
    old: ({ address }) =>
      made(
        `INSERT INTO registrations (username, email, locale, password_hash, expires_at)
         VALUES ('u', upper($1), 'ar', 'h', now())`,
        address,
      ),
    left: 'SELECT id FROM registrations',
  },
  {
    rows: 'mails of an account',
    collection: 'mails',
    job: MailPurge,
    old: ({ account }) =>
      made(
        `INSERT INTO outbox (kind, message_id, state, account_id, created_at, sent_at)
         VALUES ('k', random()::text, 'sent', $1, now() - interval '2 years', now())`,
        account,
      ),
    left: `SELECT id FROM outbox WHERE kind = 'k'`,
  },
  {
    rows: 'mails of a request',
    collection: 'mails',
    job: MailPurge,
    old: ({ request }) =>
      made(
        `INSERT INTO outbox (kind, message_id, state, request_id, created_at, sent_at)
         VALUES ('k', random()::text, 'sent', $1, now() - interval '2 years', now())`,
        request,
      ),
    left: `SELECT id FROM outbox WHERE kind = 'k'`,
  },
  {
    rows: 'links of requests',
    collection: 'request_links',
    job: LinkSweep,
    old: ({ request }) =>
      made(
        `INSERT INTO request_tokens (token_hash, request_id, expires_at)
         VALUES (sha256(random()::text::bytea), $1, now())`,
        request,
      ),
    left: 'SELECT id FROM request_tokens WHERE expires_at <= now()',
  },
];

/** A guest's request under this address that nobody confirmed yet. */
async function caseUnder(email: string): Promise<string> {
  const intake = portal.app.app.get(RequestIntake);
  return (await intake.fromGuest({ email, mail: true }, { kind: 'export' }, 'fr', ORIGIN)).id;
}

describe.each(PURGES)('the purge of $rows', ({ collection, job, old, left }) => {
  const purge = () => portal.app.app.get(job).run();
  const ids = async () => (await portal.sql<{ id: string }>(left)).map(({ id }) => id).sort();

  async function rows(): Promise<{ theirs: string; other: string }> {
    const [rachid, salma] = [await accountOf('rachid'), await accountOf('salma')];
    const address = 'salma@readers.example';
    return {
      theirs: await old({ account: rachid, address: FORMER, request: await caseUnder(FORMER) }),
      other: await old({ account: salma, address, request: await caseUnder(address) }),
    };
  }

  it('leaves what is held, by a former address too, and nothing else', async () => {
    const { theirs } = await rows();
    await place({ email: 'Rachid.Old@readers.example' });
    await purge();
    expect(await ids()).toEqual([theirs]);
    await release();
    await purge();
    expect(await ids()).toEqual([]);
  });

  it.each<[string, (row: string) => HoldScope, 'theirs' | 'both' | 'none']>([
    ['their rows of this kind', () => ({ email: FORMER, source: 'portal', collection }), 'theirs'],
    ['everybody’s rows of this kind', () => ({ collection }), 'both'],
    ['one row', (row) => ({ recordIds: [row] }), 'theirs'],
    ['another person', () => ({ email: 'another@readers.example' }), 'none'],
    ['comments', () => ({ email: FORMER, collection: 'comments' }), 'none'],
    ['comments under an article', () => ({ articleId: '17' }), 'none'],
  ])('under a hold on %s', async (_, scope, kept) => {
    const { theirs, other } = await rows();
    await place(scope(theirs));
    await purge();
    expect(await ids()).toEqual({ theirs: [theirs], both: [theirs, other].sort(), none: [] }[kept]);
    await release();
    await purge();
    expect(await ids()).toEqual([]);
  });

  it('waits for a hold that is being placed, and sees it', async () => {
    const { theirs } = await rows();
    const batch = portal.app.sql.createQueryRunner();
    await batch.startTransaction();
    await portal.app.app.get(HoldGate).pass(batch.manager, ['portal']);
    const placing = place({ email: FORMER });
    await gateWaiters(portal.app.sql, 1);
    const purging = purge();
    await gateWaiters(portal.app.sql, 2);
    await batch.commitTransaction();
    await batch.release();
    await Promise.all([placing, purging]);
    expect(await ids()).toEqual([theirs]);
    await release();
    await purge();
  });
});

describe('the expiry of requests that nobody confirmed', () => {
  const expire = () => portal.app.app.get(UnconfirmedExpiry).run();
  const waiting = async () =>
    (await portal.sql<{ id: string }>(`SELECT id FROM requests WHERE state = 'unconfirmed'`)).map(
      ({ id }) => id,
    );
  const messageOf = async (request: string) => {
    const [row] = await portal.sql<{ id: string }>(
      `INSERT INTO request_messages (request_id, author, body, created_at) VALUES ($1, 'person', 'b', now()) RETURNING id`,
      [request],
    );
    return row?.id ?? '';
  };

  it.each<[string, (request: string) => Promise<HoldScope>, boolean]>([
    ['the address', async () => ({ email: FORMER }), true],
    ['one of its messages', async (request) => ({ recordIds: [await messageOf(request)] }), true],
    ['its mails', async () => ({ email: FORMER, collection: 'mails' }), true],
    ['another record', async () => ({ recordIds: ['another'] }), false],
  ])('under a hold on %s', async (_, scope, kept) => {
    const held = await caseUnder(FORMER);
    await caseUnder('somebody@readers.example');
    await place(await scope(held));
    portal.app.clock.advance(3 * DAY);
    await expire();
    expect(await waiting()).toEqual(kept ? [held] : []);
    await release();
    await expire();
    expect(await waiting()).toEqual([]);
  });

  it('goes on behind any number of held ones', async () => {
    const fresh = await caseUnder('fresh@readers.example');
    await portal.sql(
      `INSERT INTO requests (reference, kind, state, regime, channel, locale, received_at, due_on, due_at, due_basis, created_at)
       SELECT 'R-2222-' || lpad(n::text, 4, '0'), 'export', 'unconfirmed', 'MA', 'portal', 'fr', now(), now(), now(), 'law', now() - interval '9 days'
       FROM generate_series(1, 450) n`,
    );
    const first = await portal.sql<{ id: string }>(`SELECT id FROM requests WHERE id <> $1 LIMIT 400`, [
      fresh,
    ]);
    await place({ collection: 'requests', recordIds: first.map(({ id }) => id) });
    await expire();
    expect((await waiting()).sort()).toEqual([...first.map(({ id }) => id), fresh].sort());
  });
});

describe('the expiry of bundles', () => {
  it('ends the request and leaves a held bundle in the store, until the hold is released', async () => {
    const bundle = await portal.ready();
    await place({ email: RACHID, collection: 'bundles' });
    portal.app.clock.advance(8 * DAY);
    const cleanUp = () => portal.app.app.get(ExportCleanUp).run();
    const kept = portal.storedFiles().length;
    await cleanUp();
    await cleanUp();
    expect(await bundle.state()).toBe('expired');
    expect(portal.storedFiles()).toHaveLength(kept);
    expect(kept).toBeGreaterThan(0);
    const events = async () => (await portal.logged(bundle.reference)).map(({ action }) => action);
    expect(await events()).not.toContain('export.expired');
    await release();
    await cleanUp();
    expect(await events()).toContain('export.expired');
    expect(portal.storedFiles()).toHaveLength(kept - 1);
  });
});
