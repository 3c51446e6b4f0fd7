import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AuditEntry } from '../../../src/audit/audit-entry.js';
import { AuditLog } from '../../../src/audit/audit-log.js';
import { PurgeReport, Purges } from '../../../src/audit/purges.js';
import { LogVerification } from '../../../src/audit/verify/log-verification.js';
import { RetentionOutlook } from '../../../src/evidence/retention-outlook.js';
import { type HoldOfficial, type HoldScope } from '../../../src/holds/hold.js';
import { PurgeHolds } from '../../../src/holds/purge-holds.js';
import { ValueExpiry } from '../../../src/holds/value-expiry.js';
import { RequestSubjects } from '../../../src/requests/request-subjects.js';
import { gateWaiters } from './gate-waiters.js';
import { DAY, HoldPortal } from './hold-portal.js';

const MEMBER = 'rachid@readers.example';
const GUEST = 'guest@readers.example';
/** Beyond the length by which values are kept. */
const OLD = 366;

let portal: HoldPortal;
let admin: HoldOfficial;
let member: string;
let request: string;

beforeAll(async () => {
  portal = await HoldPortal.start();
  admin = await portal.official('nadia');
  await portal.app.account('member', 'rachid');
  member = await portal.accountId('rachid');
  request = await requestOf(GUEST);
  // Each job has run once and waits for its next turn.
  await portal.work();
});
afterAll(() => portal.app.stop());
beforeEach(() => seed(OLD));
afterEach(async () => {
  await release();
  await expire();
});

async function requestOf(email: string): Promise<string> {
  const [row] = await portal.rows<{ id: string }>(
    `INSERT INTO requests (reference, kind, state, regime, channel, locale, received_at, due_on, due_at, due_basis, created_at)
     VALUES ('R-2222-2222', 'export', 'received', 'MA', 'portal', 'fr', now(), now(), now(), 'law', now()) RETURNING id`,
  );
  const id = row?.id ?? '';
  await portal.app.sql.transaction((manager) =>
    portal.get(RequestSubjects).add(manager, { requestId: id, address: email }),
  );
  return id;
}

/** Writes events of so many days ago. */
async function ago(days: number, ...entries: AuditEntry[]): Promise<void> {
  portal.app.clock.advance(-days * DAY);
  for (const entry of entries) {
    await portal.app.sql.transaction((manager) => portal.get(AuditLog).append(manager, entry));
  }
  portal.app.clock.advance(days * DAY);
  await portal.app.settleLog();
}

/** Two values of a member, one of a guest, one of an admin about the member (whose the reason is), one of nobody known. */
const seed = (days: number) =>
  ago(
    days,
    { action: 'auth.logged_in', actor: account(member), values: { ip: '192.0.2.1', userAgent: 'B/1' } },
    {
      action: 'request.submitted',
      actor: { type: 'request', id: request },
      values: { ip: '192.0.2.2' },
    },
    {
      action: 'account.viewed',
      actor: account(admin.accountId),
      subject: account(member),
      values: { ip: '192.0.2.3', reason: 'by post' },
    },
    { action: 'auth.login_failed', actor: { type: 'anonymous' }, values: { ip: '192.0.2.4' } },
  );

const account = (id: string) => ({ type: 'account', id }) as const;
const MEMBERS = ['192.0.2.1', 'B/1', 'by post'];
const GUESTS = ['192.0.2.2'];
const ALL = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', 'B/1', 'by post'];

const expire = () => portal.get(ValueExpiry).run({ signal: new AbortController().signal });
const left = async () =>
  (
    await portal.rows<{ value: string }>(
      `SELECT value FROM audit_values WHERE value = ANY ($1) ORDER BY value COLLATE "C"`,
      [ALL],
    )
  ).map(({ value }) => value);
/** What the office does when a hold's reason is gone, without the two people and the wait. */
const release = () =>
  portal.rows(
    `UPDATE holds SET release_reason = 'r', release_asked_by = placed_by, release_asked_at = placed_at,
       release_at = placed_at, release_confirmed_by = placed_by, release_confirmed_at = placed_at, released_at = placed_at
     WHERE released_at IS NULL`,
  );
const foretold = async () => {
  const rules = await portal.get(RetentionOutlook).of(admin);
  return rules.find(({ rule }) => rule === 'activity');
};
const eventOf = async (value: string) =>
  (await portal.rows<{ event: string }>('SELECT event FROM audit_values WHERE value = $1', [value]))[0]
    ?.event ?? '';
const idle = () => Promise.resolve<HoldScope[]>([]);

describe('the log’s personal values', () => {
  it('go once their event is that old, whoever’s they are, and the log is still whole', async () => {
    await expire();
    expect(await left()).toEqual([]);
    await seed(364);
    await expire();
    expect(await left()).toEqual(ALL);
    portal.app.clock.advance(DAY);
    await expire();
    portal.app.clock.advance(-DAY);
    expect(await left()).toEqual([]);
    await portal.app.signLog();
    const verdict = await portal.get(LogVerification).run();
    expect(verdict.findings).toEqual([]);
    expect(await portal.events('auth.login_failed')).toHaveLength(2);
  });

  it.each<[string, () => Promise<HoldScope[]>, readonly string[]]>([
    ['nothing', idle, []],
    ['an account’s address', async () => [{ email: MEMBER.toUpperCase() }], MEMBERS],
    ['a guest’s address', async () => [{ email: GUEST, source: 'portal' }], GUESTS],
    ['their values of the log', async () => [{ email: MEMBER, collection: 'activity' }], MEMBERS],
    ['two people', async () => [{ email: MEMBER }, { email: GUEST }], [...GUESTS, ...MEMBERS].sort()],
    ['everybody’s values of the log', async () => [{ source: 'portal', collection: 'activity' }], ALL],
    ['everything of one category', async () => [{ category: 'technical' }], ALL],
    [
      'events',
      async () => [{ recordIds: [await eventOf('192.0.2.1'), await eventOf('192.0.2.4')] }],
      ['192.0.2.1', '192.0.2.4', 'B/1'],
    ],
    ['another person', async () => [{ email: 'another@readers.example' }], []],
    ['their comments', async () => [{ email: MEMBER, collection: 'comments' }], []],
    ['comments under an article', async () => [{ articleId: '17' }], []],
  ])('stay under a hold on %s, as the dry run says, and go when it is released', async (_, scopes, kept) => {
    const holds: string[] = [];
    for (const scope of await scopes()) holds.push((await portal.place(admin, scope)).id);
    const before = await foretold();
    expect(before?.due).toEqual({ removed: ALL.length - kept.length, kept: kept.length, more: false });
    expect(before?.holds.map(({ id }) => id).sort()).toEqual(kept.length === 0 ? [] : holds.sort());
    expect(before?.holds.reduce((sum, { rows }) => sum + rows, 0)).toBe(kept.length);
    await expire();
    expect(await left()).toEqual(kept);
    if (kept.length < ALL.length)
      expect((await foretold())?.last).toMatchObject({ removed: before?.due?.removed });
    expect((await foretold())?.due).toEqual({ removed: 0, kept: kept.length, more: false });
    await release();
    await expire();
    expect(await left()).toEqual([]);
    expect((await foretold())?.due).toEqual({ removed: 0, kept: 0, more: false });
  });

  it('wait for a hold that is being placed, which is then seen', async () => {
    const { waited } = await portal.batch(async () => {
      const placing = portal.place(admin, { email: MEMBER });
      await gateWaiters(portal.app.sql, 1);
      const expiring = expire();
      await Promise.all([placing, expiring]);
    });
    expect(waited).toBe(true);
    await expire();
    expect(await left()).toEqual(MEMBERS);
  });
});

describe('a run that is cut off', () => {
  /** Values of one event that needs three batches. */
  async function many(): Promise<void> {
    await portal.rows(
      `INSERT INTO audit_values (event, field, value, salt, owner)
       SELECT v.event, 'n' || n, 'n' || n, v.salt, v.owner FROM audit_values v, generate_series(1, 2500) n
       WHERE v.value = '192.0.2.2'`,
    );
  }
  const count = async () =>
    (await portal.rows<{ n: number }>(`SELECT count(*)::int AS n FROM audit_values WHERE value ~ '^n\\d'`))[0]
      ?.n;

  it('in a batch keeps what was done before, undoes the batch, and goes on from there', async () => {
    await expire();
    await seed(OLD);
    await many();
    await portal.get(PurgeReport).run();
    let batches = 0;
    const holds = portal.get(PurgeHolds);
    const dying = Object.assign(Object.create(holds) as PurgeHolds, {
      pass: async (...asked: Parameters<PurgeHolds['pass']>) => {
        const kept = await holds.pass(...asked);
        batches += 1;
        // The first looks at what belongs to nobody.
        if (batches === 3) {
          await asked[0].query(`DELETE FROM audit_values WHERE value ~ '^n\\d'`);
          await asked[0].query('SELECT pg_terminate_backend(pg_backend_pid())');
        }
        return kept;
      },
    });
    const killed = new ValueExpiry(portal.app.sql, dying, portal.get(Purges));
    await expect(killed.run({ signal: new AbortController().signal })).rejects.toThrow();
    const rest = 2500 + ALL.length - 1 - 1000;
    const all = async () =>
      (
        await portal.rows<{ n: number }>(
          `SELECT count(*)::int AS n FROM audit_values WHERE value = ANY ($1) OR value ~ '^n\\d'`,
          [ALL],
        )
      )[0]?.n;
    expect(await all()).toBe(rest);
    await expire();
    expect(await all()).toBe(0);
    expect(await count()).toBe(0);
    await portal.get(PurgeReport).run();
    const told = await portal.events('retention.purged');
    expect(told.at(-1)?.detail).toEqual({ activity: 2500 + ALL.length });
  });

  it('between two batches ends at once where the process drains', async () => {
    await many();
    const draining = new AbortController();
    const holds = portal.get(PurgeHolds);
    const pass = async (...asked: Parameters<PurgeHolds['pass']>) => {
      draining.abort(new Error('draining'));
      return holds.pass(...asked);
    };
    const stopped = new ValueExpiry(
      portal.app.sql,
      Object.assign(Object.create(holds) as PurgeHolds, { pass }),
      portal.get(Purges),
    );
    await expect(stopped.run(draining)).rejects.toThrow('draining');
    expect(await left()).toEqual(ALL.filter((value) => value !== '192.0.2.4'));
    expect(await count()).toBe(2500);
  });

  it('or runs twice at once counts each value once', async () => {
    await many();
    await portal.get(PurgeReport).run();
    await Promise.all([expire(), expire(), expire()]);
    expect([await count(), await left()]).toEqual([0, []]);
    await portal.get(PurgeReport).run();
    const told = await portal.events('retention.purged');
    expect(told.at(-1)?.detail).toEqual({ activity: 2500 + ALL.length });
  });
});
