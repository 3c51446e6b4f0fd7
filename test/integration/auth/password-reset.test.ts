import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account } from '../../../src/accounts/account.js';
import { Accounts } from '../../../src/accounts/accounts.js';
import { AccountTokens } from '../../../src/accounts/account-tokens.js';
import { AddressChanges } from '../../../src/accounts/address-changes.js';
import { Profiles } from '../../../src/accounts/profiles.js';
import { ApiTokens } from '../../../src/auth/api-tokens.js';
import { PasswordResets } from '../../../src/auth/password-resets.js';
import { PasswordCompletion } from '../../../src/auth/password-completion.js';
import { ResetConfirmation } from '../../../src/auth/reset-confirmation.js';
import { Sessions } from '../../../src/auth/sessions.js';
import { SignIn } from '../../../src/auth/sign-in.js';
import { StopLinks } from '../../../src/auth/stop-links.js';
import { Outbox } from '../../../src/platform/mail/outbox.js';
import { someoneWaits } from '../../support/locks.js';
import { CALLER, outcomes, PASSWORD, People, problemOf } from '../../support/people.js';

const NEW_PASSWORD = 'quite another phrase';
const THIEF = { ip: '203.0.113.66', userAgent: 'Thief/1' };
let people: People;
beforeAll(async () => {
  people = await People.open();
});
afterAll(() => people.close());
beforeEach(async () => {
  await people.sql.query('DELETE FROM rate_limits');
});

const ask = (account: Account, origin = CALLER) => people.get(PasswordResets).ask(account.email, origin);
const confirm = (token: string, password = NEW_PASSWORD, origin = CALLER) =>
  people.get(ResetConfirmation).confirm(token, password, origin);
const stop = (token: string) => people.get(StopLinks).stop(token, CALLER);
const signIn = (login: string, password: string) =>
  people.get(SignIn).signIn({ login, password, rememberMe: true }, CALLER);
const now = async (account: Account) => {
  const found = await people.get(Accounts).byId(people.sql.manager, account.id);
  if (found === undefined) throw new Error('the account is gone');
  return found;
};
const stopped = (account: Account) =>
  people.sql.query(
    `SELECT 1 FROM tasks WHERE name = 'auth.account_stopped' AND payload ->> 'accountId' = $1`,
    [account.id],
  );

describe('a password reset', () => {
  it('mails a link with the IP address of whoever asked, and logs it (P16)', async () => {
    const account = await people.account('asker');
    await people.get(PasswordResets).ask('ASKER@readers.example', CALLER);
    const mail = await people.mailTo('asker@readers.example');
    expect(mail.text).toContain(CALLER.ip);
    expect(mail.html).toContain(CALLER.ip);
    expect(mail.text).toMatch(/http:\/\/portal\.example\/reset\/[\w-]{43}\s/);
    expect((await people.events('auth.password_reset_requested')).at(-1)).toMatchObject({
      outcome: 'success',
      actor: { type: 'anonymous' },
      subject: await people.pseudonym(account.id),
      values: { ip: CALLER.ip },
    });
    expect(await people.count('reset_asks')).toBe(0);
  });

  it('does the same for an unknown address until the job looks, and then sends nothing', async () => {
    const known = await people.account('known');
    const left = (email: string) => people.statementsOf(() => people.get(PasswordResets).ask(email, CALLER));
    const unknown = await left('stranger@readers.example');
    expect(await left(known.email)).toEqual(unknown);
    expect(unknown.length).toBeGreaterThan(2);
    const rows = await people.sql.query('SELECT row_to_json(a)::text AS text FROM reset_asks a');
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/known|stranger|198\.51/);
    const tasks = await people.sql.query(
      `SELECT payload::text FROM tasks WHERE name = 'auth.answer_reset_ask'`,
    );
    expect(JSON.stringify(tasks)).not.toMatch(/@|198\.51/);
    expect(await people.mailsTo('stranger@readers.example')).toBe(0);
    expect(await people.mailsTo(known.email)).toBe(1);
    const failed = (await people.events('auth.password_reset_requested')).filter(
      ({ outcome }) => outcome === 'failure',
    );
    expect(failed).toMatchObject([{ values: { ip: CALLER.ip } }]);
    expect(failed[0]?.subject).toBeUndefined();
  });

  it('changes the password once, of twenty that use the link at once', async () => {
    const account = await people.account('raced');
    await ask(account);
    const token = await people.tokenTo(account.email, 'reset');
    const raced = await outcomes(
      Array.from({ length: 20 }, (_, n) => confirm(token, `${NEW_PASSWORD} number ${n}`)),
    );
    expect(raced.won).toBe(1);
    expect(raced.lost).toEqual(Array.from({ length: 19 }, () => 422));
    expect(await people.mailsTo(account.email)).toBe(1);
  });

  it('ends every session, every token of scripts and every other link, tells the owner from where', async () => {
    const account = await people.account('reset');
    const { session } = await signIn('reset', PASSWORD);
    const who = { accountId: account.id, authenticatedAt: new Date() };
    const token = await people.get(ApiTokens).create(who, { name: 'script', days: 9 }, CALLER);
    await people.get(Profiles).edit({ accountId: account.id, origin: CALLER }, account.id, {
      email: 'elsewhere@readers.example',
    });
    const change = await people.tokenTo('elsewhere@readers.example', 'confirm-address');
    await ask(account);
    const first = await people.tokenTo(account.email, 'reset');
    await ask(account);
    const second = await people.tokenTo(account.email, 'reset');
    await confirm(first, NEW_PASSWORD, THIEF);
    expect(await people.get(Sessions).find(session.token)).toBeUndefined();
    expect(await people.get(ApiTokens).find(token.token)).toBeUndefined();
    expect(await problemOf(confirm(second))).toMatchObject({ status: 422, at: ['/token'] });
    expect(await problemOf(people.get(AddressChanges).confirm(change, CALLER))).toMatchObject({
      status: 422,
    });
    expect(await problemOf(signIn('reset', PASSWORD))).toMatchObject({ status: 401 });
    expect((await signIn('reset', NEW_PASSWORD)).account.securedAt).not.toBeNull();
    const mail = await people.mailTo(account.email, 'your password was changed');
    expect(mail.text).toContain(THIEF.ip);
    expect(mail.text).toContain('/stop/');
    expect((await people.events('auth.password_reset_completed')).at(-1)).toMatchObject({
      detail: { sessions: 1, firstPassword: false },
      values: { ip: THIEF.ip },
    });
  });

  it('refuses a sign-in whose password was right when it was checked, and is not when the session opens', async () => {
    const account = await people.account('shadow');
    let late: Promise<unknown> | undefined;
    await people.sql.transaction(async (manager) => {
      await people.get(Accounts).lock(manager, account.id);
      late = problemOf(signIn('shadow', PASSWORD));
      await someoneWaits(people.sql);
      await people.get(Accounts).setPassword(manager, account.id, 'another hash', new Date());
    });
    expect(await late).toMatchObject({ status: 401 });
    expect(await people.sql.query('SELECT 1 FROM sessions WHERE account_id = $1', [account.id])).toEqual([]);
  });

  it('leaves nothing to a thief whose calls were let in before it and waited for its end', async () => {
    const account = await people.account('hunted');
    const provenAt = people.clock.now();
    people.clock.advance(1000);
    await ask(account);
    const token = await people.tokenTo(account.email, 'reset');
    let late: Promise<unknown>[] = [];
    await people.sql.transaction(async (manager) => {
      const locked = await people.get(Accounts).lock(manager, account.id);
      late = [
        people
          .get(ApiTokens)
          .create({ accountId: account.id, authenticatedAt: provenAt }, { name: 'x', days: 90 }, THIEF),
        people.get(Profiles).edit({ accountId: account.id, origin: THIEF, provenAt }, account.id, {
          email: 'hunter@evil.example',
        }),
      ].map(problemOf);
      await someoneWaits(people.sql);
      const redeemed = await people.get(AccountTokens).redeem(manager, ['password_reset'], token);
      if (locked === undefined || redeemed === undefined) throw new Error('no link');
      const choice = {
        action: 'auth.password_reset_completed',
        firstPassword: redeemed.kind === 'set_up',
      } as const;
      await people.get(PasswordCompletion).complete(manager, locked.account, choice, 'h', CALLER);
    });
    const refused = { status: 403, code: 'step-up-required', at: [] };
    expect(await Promise.all(late)).toEqual([refused, refused]);
    expect(await people.get(ApiTokens).list(account.id)).toEqual([]);
    expect(await people.get(AccountTokens).pendingEmail(account.id)).toBeNull();
  });

  it('has three links that are good at most, and mails no fourth', async () => {
    const account = await people.account('triple');
    await Promise.all(Array.from({ length: 5 }, () => ask(account)));
    expect(await people.mailsTo(account.email)).toBe(3);
    const denied = (await people.events('auth.password_reset_requested')).filter(
      ({ outcome }) => outcome === 'denied',
    );
    expect(denied).toHaveLength(2);
    await confirm(await people.tokenTo(account.email, 'reset'));
    await ask(account);
    expect(await people.tokenTo(account.email, 'reset')).toBeDefined();
  });

  it('is out of date after half an hour by the database', async () => {
    const account = await people.account('late');
    await ask(account);
    const token = await people.tokenTo(account.email, 'reset');
    const [{ minutes }] = await people.sql.query(
      `SELECT extract(epoch FROM expires_at - now()) / 60 AS minutes FROM account_tokens WHERE account_id = $1`,
      [account.id],
    );
    expect(Number(minutes)).toBeGreaterThan(28);
    expect(Number(minutes)).toBeLessThanOrEqual(30);
    await people.sql.query('UPDATE account_tokens SET expires_at = now() WHERE account_id = $1', [
      account.id,
    ]);
    expect(await problemOf(confirm(token))).toMatchObject({ status: 422, at: ['/token'] });
  });

  it('keeps its link good where the password is refused', async () => {
    const account = await people.account('picky');
    await ask(account);
    const token = await people.tokenTo(account.email, 'reset');
    expect(await problemOf(confirm(token, 'picky@readers.example'))).toMatchObject({ at: ['/password'] });
    await confirm(token);
  });
});

describe('a stop link', () => {
  it('after a reset voids the password, ends what was open and asks for waiting answers to be withdrawn', async () => {
    const account = await people.account('victim');
    await ask(account, THIEF);
    await confirm(await people.tokenTo(account.email, 'reset'), NEW_PASSWORD, THIEF);
    const { session } = await signIn('victim', NEW_PASSWORD);
    const token = await people.tokenTo(account.email, 'stop');
    const raced = await outcomes([stop(token), stop(token), stop(token)]);
    expect(raced).toEqual({ won: 1, lost: [422, 422] });
    expect(await people.get(Sessions).find(session.token)).toBeUndefined();
    expect(await problemOf(signIn('victim', NEW_PASSWORD))).toMatchObject({ status: 401 });
    expect(await stopped(account)).toHaveLength(1);
    await ask(account);
    await confirm(await people.tokenTo(account.email, 'reset'), 'my own again, finally');
    expect((await signIn('victim', 'my own again, finally')).account.id).toBe(account.id);
  });

  it('after a change of address gives the old one back and voids the links that the thief holds', async () => {
    const account = await people.account('robbed');
    const move = async (from: Account, email: string) => {
      await people.get(Profiles).edit({ accountId: from.id, origin: THIEF }, from.id, { email });
      await people.get(AddressChanges).confirm(await people.tokenTo(email, 'confirm-address'), THIEF);
    };
    await move(account, 'thief@evil.example');
    const own = await people.tokenTo(account.email, 'stop');
    await move(account, 'thief2@evil.example');
    const thiefs = await people.tokenTo('thief@evil.example', 'stop');
    await people.sql.transaction((manager) =>
      people.get(Outbox).add(manager, {
        kind: 'request_ready',
        to: 'thief2@evil.example',
        locale: 'en',
        content: { subject: 'Ready', blocks: [] },
        accountId: account.id,
      }),
    );
    await stop(own);
    expect(await now(account)).toMatchObject({ email: 'robbed@readers.example' });
    expect(await problemOf(stop(thiefs))).toMatchObject({ status: 422 });
    expect(await problemOf(signIn('robbed', PASSWORD))).toMatchObject({ status: 401 });
    expect(await people.mailsTo('thief2@evil.example')).toBe(0);
    expect(await stopped(account)).toHaveLength(1);
    const held = await people.sql.query(
      `SELECT value FROM person_identifiers WHERE person_id = $1 AND kind = 'email' AND ended_at IS NULL`,
      [account.personId],
    );
    expect(held).toEqual([{ value: 'robbed@readers.example' }]);
    expect((await people.events('auth.change_stopped')).at(-1)?.detail).toMatchObject({
      addressRestored: true,
    });
  });

  it('leaves the address where it is, and does the rest, where somebody else has the old one by now', async () => {
    const account = await people.account('former');
    await people
      .get(Profiles)
      .edit({ accountId: account.id, origin: CALLER }, account.id, { email: 'present@readers.example' });
    const token = await people.tokenTo('present@readers.example', 'confirm-address');
    await people.get(AddressChanges).confirm(token, CALLER);
    const stopToken = await people.tokenTo('former@readers.example', 'stop');
    await people.sql.query(`UPDATE accounts SET email = 'former@readers.example' WHERE username = 'asker'`);
    await stop(stopToken);
    expect(await now(account)).toMatchObject({ email: 'present@readers.example' });
    expect(await problemOf(signIn('former', PASSWORD))).toMatchObject({ status: 401 });
  });
});
