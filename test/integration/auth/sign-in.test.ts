import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiTokens } from '../../../src/auth/api-tokens.js';
import { signInLimits } from '../../../src/auth/auth-limits.js';
import { AuthSweep } from '../../../src/auth/auth-sweep.js';
import { type AccountPrincipal, type Principal, requireRecent } from '../../../src/auth/principal.js';
import { Sessions } from '../../../src/auth/sessions.js';
import { SignIn } from '../../../src/auth/sign-in.js';
import { SignOut } from '../../../src/auth/sign-out.js';
import { StepUp } from '../../../src/auth/step-up.js';
import { callerNetwork, RateLimits } from '../../../src/platform/limits/rate-limits.js';
import { CALLER, outcomes, PASSWORD, People, problemOf } from '../../support/people.js';

// The real functions, counted.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  return { ...real, hash: vi.fn(real.hash), verify: vi.fn(real.verify) };
});

const DAY = 86_400;
let people: People;
beforeAll(async () => {
  people = await People.open();
  await people.account('nour');
});
afterAll(() => people.close());
beforeEach(async () => {
  await people.sql.query('DELETE FROM rate_limits');
});

const signIn = (login: string, password = PASSWORD, rememberMe = false, replaced?: string, ip = CALLER.ip) =>
  people.get(SignIn).signIn({ login, password, rememberMe }, { ...CALLER, ip }, replaced);
const find = (token: string) => people.get(Sessions).find(token);
async function principal(token: string): Promise<AccountPrincipal> {
  const found = await find(token);
  if (found?.type !== 'account') throw new Error('no session');
  return found;
}

describe('signing in', () => {
  it('takes the user name or the address, in any ASCII case', async () => {
    for (const login of ['nour', 'NOUR', 'Nour@readers.example']) {
      const { account, session } = await signIn(login);
      expect(await find(session.token)).toMatchObject({
        type: 'account',
        accountId: account.id,
        via: 'session',
      });
    }
    expect((await people.events('auth.logged_in')).at(-1)).toMatchObject({
      actor: { type: 'account' },
      detail: { remembered: false },
      values: { ip: CALLER.ip, userAgent: CALLER.userAgent },
    });
  });

  it('opens a session of exactly two days, or two weeks (P09, P11), kept as a hash', async () => {
    for (const [rememberMe, seconds] of [
      [false, 2 * DAY],
      [true, 14 * DAY],
    ] as const) {
      const { session } = await signIn('nour', PASSWORD, rememberMe);
      expect(session.maxAge).toBe(seconds);
      const { sessionId } = await principal(session.token);
      const [row] = await people.sql.query(
        `SELECT extract(epoch FROM expires_at - created_at)::int AS seconds, row_to_json(s)::text AS text
         FROM sessions s WHERE id = $1`,
        [sessionId],
      );
      expect(row.seconds).toBe(seconds);
      expect(row.text).not.toContain(session.token);
    }
  });

  it('ends the session that the browser had before', async () => {
    const before = await signIn('nour');
    const after = await signIn('nour', PASSWORD, false, before.session.token);
    expect(await find(before.session.token)).toBeUndefined();
    expect(await find(after.session.token)).toBeDefined();
  });

  it('fails the same, at the same cost, for a wrong password and for somebody unknown', async () => {
    const cost = async (login: string) => {
      vi.mocked(verify).mockClear();
      let problem: unknown;
      const statements = await people.statementsOf(async () => {
        problem = await problemOf(signIn(login, 'not the password'));
      });
      return { problem, verified: vi.mocked(verify).mock.calls.length, questions: statements.length };
    };
    const known = await cost('nour');
    expect(known).toMatchObject({ problem: { status: 401, code: 'sign-in-failed', at: [] }, verified: 1 });
    expect(known.questions).toBeGreaterThan(3);
    expect(await cost('nobody')).toEqual(known);
    expect(await cost('nobody@readers.example')).toEqual(known);
    const [byNour] = (await people.events('auth.login_failed')).slice(-3);
    expect(byNour).toMatchObject({
      actor: { type: 'anonymous' },
      outcome: 'failure',
      values: { ip: CALLER.ip },
    });
    expect(byNour?.subject).toBeDefined();
  });

  it('takes a composed and a decomposed letter in a password as one', async () => {
    await people.sql.query(`UPDATE accounts SET password_hash = $1 WHERE username = 'nour'`, [
      await (await import('@node-rs/argon2')).hash('caf\u00e9 au lait', {}),
    ]);
    await signIn('nour', 'cafe\u0301 au lait');
    await people.sql.query(`UPDATE accounts SET password_hash = $1 WHERE username = 'nour'`, [
      await (await import('@node-rs/argon2')).hash(PASSWORD, {}),
    ]);
  });
});

describe('a session', () => {
  it('never lasts longer by being used or renewed', async () => {
    const { session } = await signIn('nour');
    const first = await principal(session.token);
    const end = async (id: string | undefined) =>
      (await people.sql.query('SELECT expires_at FROM sessions WHERE id = $1', [id]))[0]?.expires_at;
    const atFirst = await end(first.sessionId);
    await find(session.token);
    expect(await end(first.sessionId)).toEqual(atFirst);
    const renewed = await people.get(StepUp).renew(first, PASSWORD, CALLER);
    expect(renewed.maxAge).toBeLessThanOrEqual(2 * DAY);
    expect(await end((await principal(renewed.token)).sessionId)).toEqual(atFirst);
    expect(await find(session.token)).toBeUndefined();
  });

  it('is dead once its time is over by the database, and is swept', async () => {
    const { session } = await signIn('nour');
    const { sessionId } = await principal(session.token);
    await people.sql.query('UPDATE sessions SET expires_at = now() WHERE id = $1', [sessionId]);
    expect(await find(session.token)).toBeUndefined();
    await people.get(AuthSweep).run();
    expect(await people.sql.query('SELECT 1 FROM sessions WHERE id = $1', [sessionId])).toEqual([]);
  });

  it('is dead at once when its owner signs out, here or everywhere', async () => {
    const [one, two] = [await signIn('nour'), await signIn('nour')];
    await people.get(SignOut).end(await find(one.session.token), CALLER);
    expect(await find(one.session.token)).toBeUndefined();
    expect(await find(two.session.token)).toBeDefined();
    await people.get(SignOut).endEverywhere(two.account.id, CALLER);
    expect(await find(two.session.token)).toBeUndefined();
    expect((await people.events('auth.logged_out')).at(-1)?.detail).toMatchObject({ everywhere: true });
  });

  it('is asked for the password again after a quarter of an hour', async () => {
    const { session } = await signIn('nour');
    const signedIn = await principal(session.token);
    people.clock.advance(15 * 60_000);
    const recent = (who: Principal) => requireRecent(who, people.clock.now());
    expect(() => recent(signedIn)).toThrow(/sign-in newer than 15 minutes/);
    expect(await problemOf(people.get(StepUp).renew(signedIn, 'wrong password', CALLER))).toMatchObject({
      status: 401,
    });
    expect(await find(session.token)).toBeDefined();
    const renewed = await people.get(StepUp).renew(signedIn, PASSWORD, CALLER);
    expect(() => recent({ ...signedIn, authenticatedAt: people.clock.now() })).not.toThrow();
    const again = await principal(renewed.token);
    expect(() => recent(again)).not.toThrow();
  });
});

describe('limits of failed sign-ins', () => {
  const fail = (login: string, ip?: string) =>
    problemOf(signIn(login, 'wrong password', false, undefined, ip));

  /** A failure as it is counted, without the work of hashing. */
  const counted = (login: string, ip = CALLER.ip) => people.get(RateLimits).note(...signInLimits(ip, login));

  it('let twenty failures through, then refuse even the right password, to that caller alone', async () => {
    for (let n = 0; n < 20; n += 1) expect(await fail('nour')).toMatchObject({ status: 401 });
    expect(await problemOf(signIn('nour'))).toMatchObject({ status: 429, code: 'too-many' });
    expect((await people.events('auth.login_failed')).at(-1)?.detail).toEqual({ limitReached: true });
    await signIn('nour', PASSWORD, false, undefined, '203.0.113.9');
    await people.account('neighbour');
    await signIn('neighbour');
  });

  it('never count a sign-in that succeeds', async () => {
    for (let n = 0; n < 25; n += 1) await signIn('nour');
    expect(await people.sql.query('SELECT 1 FROM rate_limits')).toEqual([]);
  });

  it('hold in a burst: as many passwords are tried as may fail, and one at most for each other slot', async () => {
    vi.mocked(verify).mockClear();
    const burst = await outcomes(Array.from({ length: 60 }, () => signIn('nour', 'wrong password')));
    expect(burst.won).toBe(0);
    expect(burst.lost).toHaveLength(60);
    const tried = vi.mocked(verify).mock.calls.length;
    expect(tried).toBeGreaterThanOrEqual(20);
    expect(tried).toBeLessThanOrEqual(21);
  });

  it('say nothing of who exists: an unknown login is limited alike', async () => {
    for (let n = 0; n < 19; n += 1) await counted('nobody');
    expect(await fail('nobody')).toMatchObject({ status: 401 });
    expect(await fail('nobody')).toMatchObject({ status: 429 });
  });

  it('count one caller’s failures over all logins, and an IPv6 network as one caller', async () => {
    for (let n = 0; n < 59; n += 1) await counted(`guess${n % 20}`, `2001:db8:0:1::${(n + 1).toString(16)}`);
    expect(await fail('guess98', '2001:db8:0:1::ffff')).toMatchObject({ status: 401 });
    expect(await fail('guess99', '2001:db8:0:1:ffff::1')).toMatchObject({ status: 429 });
    expect(await fail('guess99', '2001:db8:0:2::1')).toMatchObject({ status: 401 });
    expect(callerNetwork('::ffff:192.0.2.1')).toBe('192.0.2.1');
  });

  it('keep neither addresses nor logins', async () => {
    await fail('nour');
    const rows = await people.sql.query('SELECT key FROM rate_limits');
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toMatch(/nour|198\.51/);
  });
});

describe('a token for scripts', () => {
  it('acts as its account, is kept as a hash, and never counts as a recent sign-in', async () => {
    const account = await people.account('scripter');
    const who = { accountId: account.id, authenticatedAt: new Date() };
    const tokens = people.get(ApiTokens);
    const made = await tokens.create(who, { name: 'backup', days: 1 }, CALLER);
    const caller = await tokens.find(made.token);
    expect(caller).toMatchObject({ accountId: account.id, role: 'member', via: 'bearer' });
    expect(() => caller && requireRecent(caller, people.clock.now())).toThrow();
    const [row] = await people.sql.query('SELECT row_to_json(t)::text AS text FROM api_tokens t');
    expect(row.text).not.toContain(made.token);
    expect(await tokens.list(account.id)).toMatchObject([{ name: 'backup' }]);
    const stranger = await people.account('stranger');
    expect(await problemOf(tokens.revoke(stranger.id, made.id, CALLER))).toMatchObject({ status: 404 });
    await tokens.revoke(account.id, made.id, CALLER);
    expect(await tokens.find(made.token)).toBeUndefined();
  });

  it('is one of twenty at most, also where many are asked for at once', async () => {
    const account = await people.account('hoarder');
    const who = { accountId: account.id, authenticatedAt: new Date() };
    const asked = Array.from({ length: 24 }, (_, n) =>
      people.get(ApiTokens).create(who, { name: `t${n}`, days: 1 }, CALLER),
    );
    expect(await outcomes(asked)).toEqual({ won: 20, lost: [409, 409, 409, 409] });
  });
});

it('a guest’s session opens its request alone, for two hours', async () => {
  const requestId = '0198c0de-0000-7000-8000-00000000abcd';
  await people.sql.query(
    `INSERT INTO requests (id, reference, kind, state, regime, channel, locale, received_at, due_on, due_at, due_basis, created_at)
     VALUES ($1, 'R-7K3F-92QM', 'export', 'received', 'MA', 'portal', 'ar', now(), now(), now(), 'target', now())`,
    [requestId],
  );
  const opened = await people.sql.transaction((manager) =>
    people.get(Sessions).openForRequest(manager, requestId, CALLER),
  );
  expect(opened.maxAge).toBe(7200);
  expect(await find(opened.token)).toMatchObject({ type: 'request', requestId });
});
