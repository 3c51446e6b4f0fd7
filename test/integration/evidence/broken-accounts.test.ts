import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ProfileEdits } from '../../../src/accounts/profiles.js';
import { AuthMails } from '../../../src/auth/auth-mails.js';
import { SessionCookie } from '../../../src/auth/session-cookie.js';
import { Sessions } from '../../../src/auth/sessions.js';
import { ObjectStore } from '../../../src/platform/storage/object-store.js';
import { type PromiseId } from '../../../src/policy/promises.js';
import { HoldPortal } from '../holds/hold-portal.js';
import { figuresOf, openCase, outcomeOf } from './evidence-portal.js';

let portal: HoldPortal;

beforeAll(async () => {
  portal = await HoldPortal.start();
  await portal.app.account('admin', 'nadia');
  await portal.app.account('member', 'rachid');
  const desk = await portal.app.signIn('nadia');
  const [rachid] = await portal.rows<{ person: string }>(
    `SELECT person_id AS person FROM accounts WHERE username = 'rachid'`,
  );
  await desk.post(`/api/v1/admin/people/${rachid?.person}/view`).send({ reason: 'They wrote.' }).expect(200);
  await portal.app.settleLog();
  // What no code of the portal can do, somebody at the database could.
  await asOwner('ALTER TABLE requests DISABLE TRIGGER USER');
  await asOwner('ALTER TABLE audit_events DISABLE TRIGGER USER');
});
afterAll(() => portal.app.stop());
afterEach(() => vi.restoreAllMocks());

async function asOwner(statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: portal.app.database.ownerUrl });
  await owner.connect();
  try {
    await owner.query(statement);
  } finally {
    await owner.end();
  }
}

/** A copy in the store whose hash was written down as that of `told`. */
async function copyOf(content: string, told: string): Promise<void> {
  const request = await openCase(portal, 'export', 'ready');
  await portal.get(ObjectStore).put(`exports/${request}`, Readable.from([Buffer.from(content)]));
  await portal.rows(
    `INSERT INTO exports (request_id, object_key, bytes, sha256, available_from, built_at, expires_at)
     VALUES ($1, $2, $3, $4, now(), now(), now() + interval '1 day')`,
    [request, `exports/${request}`, content.length, createHash('sha256').update(told).digest()],
  );
}

it('takes a late answer for a figure, and a column of another table for none of a profile', async () => {
  await openCase(portal, 'export', 'received', 3);
  await openCase(portal, 'erasure', 'received', 3);
  await copyOf('a bundle', 'a bundle');
  const done = await openCase(portal, 'erasure', 'completed', 3);
  await portal.rows(
    `INSERT INTO receipts (request_id, audience, made_at, body) VALUES ($1, 'office', now(), '{}')`,
    [done],
  );
  await asOwner('ALTER TABLE comments ADD COLUMN phone_number text');
  const kept: PromiseId[] = ['P09', 'P11', 'P16', 'P18', 'P19', 'P20', 'P21', 'P22', 'P23'];
  const found = await Promise.all(kept.map(async (id) => [id, await outcomeOf(portal, id)]));
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(kept.map((id) => [id, 'passed'])));
  expect(await figuresOf(portal, 'P22')).toEqual({ copies: 1, guests: 0, late: 1, hashed: 1 });
  expect(await figuresOf(portal, 'P23')).toEqual({
    completed: 1,
    unproven: 0,
    late: 1,
    ledgered: 0,
    unledgered: 0,
  });
});

it.each<[PromiseId, string, string, () => unknown]>([
  [
    'P11',
    'a remembered session of a month',
    'lives_too_long',
    () =>
      portal.rows(
        `INSERT INTO sessions (token_hash, account_id, remembered, expires_at)
         SELECT '\\x03', id, true, now() + interval '30 days' FROM accounts LIMIT 1`,
      ),
  ],
  [
    'P09',
    'a cookie that scripts can read',
    'cookie_differs',
    () =>
      vi.spyOn(portal.get(SessionCookie), 'set').mockImplementation((response, { token, maxAge }) => {
        response.cookie('athar_session', token, {
          path: '/',
          sameSite: 'lax',
          secure: false,
          maxAge: maxAge * 1000,
        });
      }),
  ],
  [
    'P12',
    'a cookie that is not dropped',
    'cookie_differs',
    () => vi.spyOn(portal.get(SessionCookie), 'clear').mockImplementation(() => undefined),
  ],
  [
    'P12',
    'a session that signing out leaves alive',
    'session_stays',
    () => vi.spyOn(portal.get(Sessions), 'end').mockResolvedValue(true),
  ],
  [
    'P16',
    'a mail without the address that asked',
    'ip_not_in_mail',
    () => vi.spyOn(portal.get(AuthMails), 'resetLink').mockResolvedValue(undefined),
  ],
  [
    'P19',
    'edits that change nothing',
    'not_editable',
    () => vi.spyOn(portal.get(ProfileEdits), 'apply').mockResolvedValue([]),
  ],
  [
    'P20',
    'optional fields that stay',
    'not_erased',
    () => {
      const edits = portal.get(ProfileEdits);
      const real = edits.apply.bind(edits);
      vi.spyOn(edits, 'apply').mockImplementation(async (manager, visitor, account, changes) =>
        changes.about === null ? [] : real(manager, visitor, account, changes),
      );
    },
  ],
  [
    'P21',
    'a look that does not tell at what',
    'no_reason',
    () => asOwner(`UPDATE audit_events SET detail = '{"fields": []}' WHERE action = 'account.viewed'`),
  ],
  ['P22', 'a bundle that is another', 'checksum', () => copyOf('a bundle', 'another')],
  [
    'P22',
    'a bundle that the store has lost',
    'copy_lost',
    async () => {
      await copyOf('a bundle', 'a bundle');
      const [newest] = await portal.rows<{ key: string }>(
        'SELECT object_key AS key FROM exports ORDER BY built_at DESC LIMIT 1',
      );
      await portal.get(ObjectStore).delete(newest?.key ?? '');
    },
  ],
  ['P23', 'an erasure without a receipt', 'no_receipt', () => openCase(portal, 'erasure', 'completed')],
])('%s is found: %s', async (id, _what, reason, breakIt) => {
  await breakIt();
  expect(await outcomeOf(portal, id)).toBe(`failed: ${reason}`);
});
