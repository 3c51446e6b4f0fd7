import { type DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Persons } from '../../../src/persons/persons.js';
import { connectTestDatabase, createTestDatabase, type TestDatabase } from '../../support/database.js';
import { someoneWaits } from '../../support/locks.js';

const persons = new Persons();
let database: TestDatabase;
let sql: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = await connectTestDatabase(database.appUrl);
});

afterAll(async () => {
  await sql.destroy();
  await database.drop();
});

const verified = (email: string) =>
  sql.transaction((manager) => persons.personOfVerifiedEmail(manager, email));
const emailsOf = (person: string) => persons.verifiedEmails(sql.manager, person);

it('takes addresses that differ in ASCII case and outer blanks as one, and no others', async () => {
  const person = await verified('Lina@Readers.example');
  expect(await verified(' lina@readers.EXAMPLE\n')).toBe(person);
  expect(await verified('lína@readers.example')).not.toBe(person);
  expect(await verified('lina+news@readers.example')).not.toBe(person);
  expect(await emailsOf(person)).toEqual(['Lina@Readers.example']);
});

it('makes one person of two confirmations at once', async () => {
  let second: Promise<string> | undefined;
  const first = await sql.transaction(async (manager) => {
    const person = await persons.personOfVerifiedEmail(manager, 'race@readers.example');
    second = verified('Race@readers.example');
    await someoneWaits(sql);
    return person;
  });
  expect(await second).toBe(first);
  expect(await emailsOf(first)).toEqual(['race@readers.example']);
});

it('lets an address pass to whoever proves it last, and forgets the former hold', async () => {
  const guest = await verified('shared@readers.example');
  const member = await sql.transaction((manager) => persons.create(manager));
  await sql.transaction((manager) => persons.takeEmail(manager, member, 'Shared@readers.example'));
  expect(await emailsOf(guest)).toEqual([]);
  expect(await emailsOf(member)).toEqual(['Shared@readers.example']);
  expect(await verified('shared@readers.example')).toBe(member);
});

it('knows current addresses only', async () => {
  const person = await verified('old@readers.example');
  await sql.transaction((manager) => persons.endEmail(manager, person, 'OLD@readers.example'));
  expect(await emailsOf(person)).toEqual([]);
  expect(await verified('old@readers.example')).not.toBe(person);
});

it('is kept to one holder by the database itself', async () => {
  await verified('unique@readers.example');
  const stranger = await sql.transaction((manager) => persons.create(manager));
  const second = sql.query(
    `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at)
     VALUES ($1, 'portal', 'email', 'UNIQUE@readers.example', now())`,
    [stranger],
  );
  await expect(second).rejects.toMatchObject({ code: '23505' });
});
