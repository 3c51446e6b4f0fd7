import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account } from '../../../src/accounts/account.js';
import { AccountsAdmin } from '../../../src/accounts/accounts-admin.js';
import { Accounts } from '../../../src/accounts/accounts.js';
import { AddressChanges } from '../../../src/accounts/address-changes.js';
import { Profiles } from '../../../src/accounts/profiles.js';
import { Registrations } from '../../../src/accounts/registrations.js';
import { RegistrationConfirmation } from '../../../src/accounts/registration-confirmation.js';
import { PasswordResets } from '../../../src/auth/password-resets.js';
import { ResetConfirmation } from '../../../src/auth/reset-confirmation.js';
import { SignIn } from '../../../src/auth/sign-in.js';
import { Persons } from '../../../src/persons/persons.js';
import { CALLER, outcomes, PASSWORD, People, problemOf } from '../../support/people.js';

let people: People;
beforeAll(async () => {
  people = await People.open();
});
afterAll(() => people.close());
beforeEach(async () => {
  await people.sql.query('DELETE FROM rate_limits');
});

const edit = (account: Account, changes: Parameters<Profiles['edit']>[2]) =>
  people.get(Profiles).edit({ accountId: account.id, origin: CALLER }, account.id, changes);
const confirm = (token: string) => people.get(AddressChanges).confirm(token, CALLER);
const now = (account: Account) => people.get(Accounts).byId(people.sql.manager, account.id);

describe('a profile', () => {
  it('changes what is given, erases what is null, and logs names of fields, never their values', async () => {
    const account = await people.account('editor');
    await edit(account, { displayName: 'Nadia', about: 'Secret hobby', website: 'https://nadia.example' });
    const profile = await edit(account, { about: null, locale: 'fr', displayName: 'Nadia' });
    expect(profile.account).toMatchObject({
      username: 'editor',
      displayName: 'Nadia',
      about: null,
      website: 'https://nadia.example',
      locale: 'fr',
    });
    const events = await people.events('account.changed');
    expect(events.map(({ detail }) => detail.fields)).toEqual([
      ['displayName', 'website', 'about'],
      ['about', 'locale'],
    ]);
    expect(JSON.stringify(events)).not.toContain('hobby');
  });

  it('says nothing changed by an edit that changes nothing', async () => {
    const account = await people.account('idle');
    const before = (await people.events('account.changed')).length;
    await edit(account, { displayName: null, locale: 'en', email: 'IDLE@readers.example' });
    expect(await people.events('account.changed')).toHaveLength(before);
    expect(await now(account)).toMatchObject({ email: 'idle@readers.example', updatedAt: account.updatedAt });
  });

  it('logs an admin’s look and edit with person, fields and reason (P21)', async () => {
    const admin = await people.account('boss', 'admin');
    const member = await people.account('looked');
    const visitor = { accountId: admin.id, origin: CALLER, reason: 'She asked by letter.' };
    await people.get(Profiles).view(visitor, member.id);
    await people.get(Profiles).edit(visitor, member.id, { displayName: 'Corrected' });
    const both = {
      actor: { id: await people.pseudonym(admin.id) },
      subject: await people.pseudonym(member.id),
      values: { reason: 'She asked by letter.' },
    };
    expect((await people.events('account.viewed')).at(-1)).toMatchObject(both);
    expect((await people.events('account.changed')).at(-1)).toMatchObject({
      ...both,
      detail: { fields: ['displayName'] },
    });
  });
});

describe('a new address', () => {
  it('is in use once its link is, and the former one is told how to undo it', async () => {
    const account = await people.account('mover');
    await people.get(PasswordResets).ask('mover@readers.example', CALLER);
    const oldReset = await people.tokenTo('mover@readers.example', 'reset');
    const asked = await edit(account, { email: 'Moved@readers.example' });
    expect(asked).toMatchObject({
      account: { email: 'mover@readers.example' },
      pendingEmail: 'Moved@readers.example',
    });
    const token = await people.tokenTo('moved@readers.example', 'confirm-address');
    expect(await outcomes(Array.from({ length: 5 }, () => confirm(token)))).toMatchObject({ won: 1 });
    const changed = await now(account);
    expect(changed?.email).toBe('Moved@readers.example');
    expect(changed?.securedAt).not.toBeNull();
    expect(changed?.emailConfirmedAt.getTime()).toBeGreaterThan(account.createdAt.getTime());
    const persons = people.get(Persons);
    expect(await persons.verifiedEmails(people.sql.manager, account.personId)).toEqual([
      'Moved@readers.example',
    ]);
    const told = await people.mailTo('mover@readers.example', '/stop/');
    expect(told.text).not.toContain('moved@');
    const reset = people.get(ResetConfirmation).confirm(oldReset, 'another long password', CALLER);
    expect(await problemOf(reset)).toMatchObject({ status: 422, at: ['/token'] });
  });

  it('looks the same to whoever asks where it is known; its owner is told', async () => {
    const owner = await people.account('owner');
    const account = await people.account('wisher');
    const asked = await edit(account, { email: 'Owner@readers.example' });
    expect(asked.pendingEmail).toBe('Owner@readers.example');
    const mail = await people.mailTo('owner@readers.example');
    expect(mail.text).toContain('another account');
    expect(mail.text).not.toContain('confirm-address');
    const after = await people.get(Profiles).view({ accountId: account.id, origin: CALLER }, account.id);
    expect(after.pendingEmail).toBe('Owner@readers.example');
    expect((await now(owner))?.email).toBe('owner@readers.example');
  });

  it('is mailed ten times a day at most, whoever asks', async () => {
    const [one, two] = [await people.account('pusher'), await people.account('helper')];
    const email = 'flooded@readers.example';
    for (let n = 0; n < 10; n += 1) await edit(n % 2 === 0 ? one : two, { email });
    expect(await problemOf(edit(one, { email }))).toMatchObject({ status: 429, code: 'too-many' });
    const [{ hours }] = await people.sql.query(
      `SELECT max(expire / 1000 - extract(epoch FROM now())) / 3600 AS hours FROM rate_limits`,
    );
    expect(Number(hours)).toBeGreaterThan(23);
    expect(await people.mailsTo(email)).toBe(10);
  });

  it('that became another’s meanwhile is refused, and changes nothing', async () => {
    const account = await people.account('slow');
    await edit(account, { email: 'prize@readers.example' });
    const token = await people.tokenTo('prize@readers.example', 'confirm-address');
    await people
      .get(Registrations)
      .register({ username: 'quick', email: 'prize@readers.example', password: PASSWORD }, 'en', CALLER);
    const other = await people.tokenTo('prize@readers.example', 'confirm-email');
    const raced = await outcomes([
      people.get(RegistrationConfirmation).confirm(other, CALLER),
      confirm(token),
    ]);
    expect(raced).toEqual({ won: 1, lost: [409] });
    const holders = await people.sql.query(
      `SELECT person_id FROM person_identifiers WHERE value = 'prize@readers.example' AND ended_at IS NULL`,
    );
    expect(holders).toHaveLength(1);
  });
});

describe('an account the operator makes', () => {
  it('can sign in by the password that was given', async () => {
    const created = await people
      .get(AccountsAdmin)
      .create({ role: 'auditor', username: 'auditor', email: 'auditor@office.example', password: PASSWORD });
    expect(created.setUpToken).toBeUndefined();
    expect((await people.events('account.created')).at(-1)).toMatchObject({
      actor: { type: 'operator' },
      detail: { role: 'auditor' },
    });
    const credentials = { login: 'auditor@office.example', password: PASSWORD, rememberMe: false };
    expect((await people.get(SignIn).signIn(credentials, CALLER)).account.id).toBe(created.account.id);
  });

  it('without a password has a link that chooses one, once', async () => {
    const { setUpToken = '' } = await people
      .get(AccountsAdmin)
      .create({ role: 'admin', username: 'fresh', email: 'fresh@office.example' });
    const credentials = { login: 'fresh', password: 'chosen by its owner', rememberMe: false };
    expect(await problemOf(people.get(SignIn).signIn(credentials, CALLER))).toMatchObject({ status: 401 });
    const choose = () => people.get(ResetConfirmation).confirm(setUpToken, credentials.password, CALLER);
    await choose();
    expect((await people.get(SignIn).signIn(credentials, CALLER)).account.role).toBe('admin');
    expect(await problemOf(choose())).toMatchObject({ status: 422, at: ['/token'] });
  });

  it('must have fields that can be accepted, and a name and address of its own', async () => {
    const create = (form: object) =>
      people
        .get(AccountsAdmin)
        .create({ role: 'admin', username: 'twin', email: 'twin@office.example', ...form });
    expect(await problemOf(create({ username: 'a b', email: 'none', role: 'king' }))).toEqual({
      status: 422,
      code: 'invalid-input',
      at: ['/role', '/username', '/email'],
    });
    await create({});
    expect(await problemOf(create({ username: 'other' }))).toMatchObject({ code: 'already-confirmed' });
    expect(await problemOf(create({ email: 'else@office.example' }))).toMatchObject({
      code: 'username-taken',
    });
  });
});
