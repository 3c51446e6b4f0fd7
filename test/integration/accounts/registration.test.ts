import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hash } from '@node-rs/argon2';
import { AccountsSweep } from '../../../src/accounts/accounts-sweep.js';
import { Accounts } from '../../../src/accounts/accounts.js';
import { RegistrationConfirmation } from '../../../src/accounts/registration-confirmation.js';
import { Registrations } from '../../../src/accounts/registrations.js';
import { Persons } from '../../../src/persons/persons.js';
import { CALLER, outcomes, PASSWORD, People, problemOf } from '../../support/people.js';

// The real functions, counted.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  return { ...real, hash: vi.fn(real.hash), verify: vi.fn(real.verify) };
});

let people: People;
beforeAll(async () => {
  people = await People.open();
});
afterAll(() => people.close());
beforeEach(async () => {
  await people.sql.query('DELETE FROM rate_limits');
});

const register = (username: string, email: string, password = PASSWORD) =>
  people.get(Registrations).register({ username, email, password, displayName: 'Ana' }, 'en', CALLER);
const confirm = (token: string) => people.get(RegistrationConfirmation).confirm(token, CALLER);
const accountOf = (username: string) => people.get(Accounts).byUsername(username);

describe('a registration', () => {
  it('becomes an account with a person and identifiers once its link is used', async () => {
    await register('Salma', 'Salma@readers.example');
    expect(await accountOf('salma')).toBeUndefined();
    const mail = await people.mailTo('salma@readers.example');
    expect(mail.text).toContain('Salma');
    const token = /confirm-email\/([\w-]{43})/.exec(mail.text)?.[1] ?? '';
    await confirm(token);
    const account = await accountOf('salma');
    expect(account).toMatchObject({ username: 'Salma', role: 'member', displayName: 'Ana', locale: 'en' });
    expect(account?.emailConfirmedAt).toEqual(account?.createdAt);
    const identifiers = await people.sql.query(
      'SELECT kind, value FROM person_identifiers WHERE person_id = $1 AND ended_at IS NULL ORDER BY kind',
      [account?.personId],
    );
    expect(identifiers).toEqual([
      { kind: 'account', value: account?.id },
      { kind: 'email', value: 'Salma@readers.example' },
    ]);
    expect(await people.count('registrations')).toBe(0);
    const pseudonym = await people.pseudonym(account?.id ?? '');
    expect((await people.events('account.registered')).at(-1)?.actor.id).toBe(pseudonym);
    expect((await people.events('account.confirmed')).at(-1)).toMatchObject({
      actor: { id: pseudonym },
      values: { ip: CALLER.ip },
    });
    expect(await problemOf(confirm(token))).toMatchObject({ status: 422, at: ['/token'] });
  });

  it('gives one account to twenty that use the link at once', async () => {
    await register('racer', 'racer@readers.example');
    const token = await people.tokenTo('racer@readers.example', 'confirm-email');
    const raced = await outcomes(Array.from({ length: 20 }, () => confirm(token)));
    expect(raced.won).toBe(1);
    expect(new Set(raced.lost)).toEqual(new Set([422]));
  });

  it('keeps its token as a hash, and the password too', async () => {
    await register('hidden', 'hidden@readers.example');
    const token = await people.tokenTo('hidden@readers.example', 'confirm-email');
    const rows = await people.sql.query(`SELECT row_to_json(r)::text AS text FROM registrations r`);
    expect(rows[0].text).not.toContain(token);
    expect(rows[0].text).not.toContain(PASSWORD);
    expect(rows[0].text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    await confirm(token);
  });

  it('takes the person of a guest who confirmed the address before', async () => {
    const guest = await people.sql.transaction((manager) =>
      people.get(Persons).personOfVerifiedEmail(manager, 'Guest@readers.example'),
    );
    await register('guest', 'guest@readers.example');
    await confirm(await people.tokenTo('guest@readers.example', 'confirm-email'));
    expect((await accountOf('guest'))?.personId).toBe(guest);
  });

  it('is out of date by the database, and is then swept with its pseudonym', async () => {
    await register('late', 'late@readers.example');
    const token = await people.tokenTo('late@readers.example', 'confirm-email');
    const [{ id }] = await people.sql.query('SELECT id FROM registrations');
    expect(await people.pseudonym(id)).toBeDefined();
    await people.sql.query('UPDATE registrations SET expires_at = now()');
    expect(await problemOf(confirm(token))).toMatchObject({ status: 422 });
    await people.get(AccountsSweep).run();
    expect(await people.count('registrations')).toBe(0);
    expect(await people.pseudonym(id)).toBeUndefined();
    const values = await people.sql.query(
      'SELECT 1 FROM audit_values v JOIN audit_pseudonyms p ON p.id = v.owner WHERE p.owner = $1',
      [id],
    );
    expect(values).toEqual([]);
  });
});

describe('a known address', () => {
  it('costs and leaves the same as an unknown one until the job looks', async () => {
    await people.account('known');
    const left = async (username: string, email: string) => {
      vi.mocked(hash).mockClear();
      const statements = await people.statementsOf(() => register(username, email));
      return { statements, hashes: vi.mocked(hash).mock.calls.length };
    };
    const unknown = await left('somebody', 'somebody@readers.example');
    const known = await left('anybody', 'Known@readers.example');
    expect(known).toEqual(unknown);
    expect(known.hashes).toBe(1);
    expect(known.statements.length).toBeGreaterThan(3);
  });

  it('tells its owner that somebody tried, and gives nobody a link that makes an account', async () => {
    const mail = await people.mailTo('known@readers.example');
    expect(mail.subject).toContain('you have an account already');
    expect(mail.text).not.toContain('confirm-email');
    const rows = await people.sql.query(
      `SELECT token_hash FROM registrations WHERE fold_address(email) = 'known@readers.example'`,
    );
    expect(rows).toEqual([{ token_hash: null }]);
  });
});

describe('nobody is blocked by what is not confirmed (I6):', () => {
  it('the first of several registrations of an address gets it, the others hear so', async () => {
    await register('first', 'contested@readers.example');
    const first = await people.tokenTo('contested@readers.example', 'confirm-email');
    await register('second', 'CONTESTED@readers.example');
    const second = await people.tokenTo('contested@readers.example', 'confirm-email');
    const raced = await outcomes([confirm(first), confirm(second)]);
    expect(raced).toEqual({ won: 1, lost: [409] });
    const made = [await accountOf('first'), await accountOf('second')].filter(Boolean);
    expect(made).toHaveLength(1);
    const loser = made[0]?.username === 'first' ? second : first;
    expect(await problemOf(confirm(loser))).toMatchObject({ status: 409, code: 'already-confirmed' });
  });

  it('a user name that waits is free until somebody confirms it', async () => {
    await register('wanted', 'one@readers.example');
    await register('Wanted', 'two@readers.example');
    const one = await people.tokenTo('one@readers.example', 'confirm-email');
    const two = await people.tokenTo('two@readers.example', 'confirm-email');
    const raced = await outcomes([confirm(one), confirm(two)]);
    expect(raced).toEqual({ won: 1, lost: [409] });
    expect(await problemOf(register('WANTED', 'three@readers.example'))).toMatchObject({
      status: 422,
      at: ['/username'],
    });
  });

  it('a mailbox gets ten links and no flood', async () => {
    for (let n = 0; n < 12; n += 1) {
      await people.sql.query('DELETE FROM rate_limits');
      await register(`flood${n}`, 'flooded@readers.example');
    }
    expect(await people.mailsTo('flooded@readers.example')).toBe(10);
  });

  it('one address is registered ten times in a quarter of an hour, then the caller waits', async () => {
    const tries = Array.from({ length: 11 }, (_, n) => register(`many${n}`, 'many@readers.example'));
    expect(await outcomes(tries)).toEqual({ won: 10, lost: [429] });
  });
});

it('refuses passwords that are the name, the address or everybody’s first guess', async () => {
  const refused = { status: 422, at: ['/password'] };
  expect(await problemOf(register('verylongname', 'a@readers.example', 'VeryLongName'))).toMatchObject(
    refused,
  );
  expect(
    await problemOf(register('abc', 'long.local.part@readers.example', 'long.local.part')),
  ).toMatchObject(refused);
  expect(await problemOf(register('abc', 'b@readers.example', 'Password123'))).toMatchObject(refused);
  expect(await problemOf(register('abc', 'b@readers.example', 'ababababababab'))).toMatchObject(refused);
});
