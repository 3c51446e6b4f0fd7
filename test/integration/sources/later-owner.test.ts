import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SourcePool } from '../../../src/sources/source-pool.js';
import { SqlErasable } from '../../../src/sources/sql/sql-erasable.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eraseAll } from './erasing.js';
import { mapOf } from './map-of.js';

const EMAIL = 'reader@x.test';
const CUT = new Date('2026-06-01T00:00:00Z');

let database: TestDatabase;
let client: pg.Client;
let pool: SourcePool;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  pool = new SourcePool(database.adminUrl, 2);
});

afterAll(async () => {
  await pool.end();
  await client.end();
  await database.drop();
});

/** Two people who have had one address after each other: user 1, who is erased, and user 2. */
async function shop(): Promise<SqlErasable> {
  await client.query(`
    DROP SCHEMA IF EXISTS shop CASCADE; CREATE SCHEMA shop;
    CREATE TABLE shop.users (id integer PRIMARY KEY, email text);
    INSERT INTO shop.users VALUES (1, '${EMAIL}'), (2, '${EMAIL}');
    CREATE TABLE shop.visits (id integer PRIMARY KEY, owner integer);
    INSERT INTO shop.visits VALUES (1, 1), (2, 2);
    CREATE TABLE shop.notes (id integer PRIMARY KEY, email text);
    INSERT INTO shop.notes VALUES (1, '${EMAIL}');
    CREATE TABLE shop.letters (id integer PRIMARY KEY, email text, at timestamptz);
    INSERT INTO shop.letters VALUES (1, '${EMAIL}', '2026-05-31T00:00:00Z'), (2, '${EMAIL}', '2026-06-02T00:00:00Z')`);
  const byAddress = { by: 'address', column: 'email' };
  const byUser = (column: string) => ({ by: 'identifier', identifier: 'user', column });
  const erase = { action: 'delete' };
  const map = mapOf(
    {
      id: 'users',
      leads: [byAddress, byUser('id')],
      learns: [{ identifier: 'user', column: 'id' }],
      fields: ['id', 'email'],
      erase,
    },
    { id: 'visits', leads: [byUser('owner')], fields: ['id', 'owner'], erase },
    { id: 'notes', leads: [byAddress], fields: ['id', 'email'], erase },
    { id: 'letters', date: 'at', leads: [byAddress], fields: ['id', 'email', 'at'], erase },
  );
  return new SqlErasable(new SqlSource('shop', map, pool));
}

/** Runs the erasure of user 1. @returns the rows that are left */
async function left(undated: boolean): Promise<Record<string, number[]>> {
  const source = await shop();
  const subject = { emails: [EMAIL], known: { user: ['1'] } };
  await eraseAll(client, await source.eraser(subject, { comments: 'delete', begun: { at: CUT, undated } }));
  const rows: Record<string, number[]> = {};
  for (const table of ['users', 'visits', 'notes', 'letters']) {
    const { rows: ids } = await client.query<{ id: number }>(`SELECT id FROM shop.${table} ORDER BY id`);
    rows[table] = ids.map(({ id }) => id);
  }
  return rows;
}

it('goes on, once deferred, with nothing of the address’s next owner, dated or not', async () => {
  expect(await left(false)).toEqual({ users: [2], visits: [2], notes: [1], letters: [2] });
});

it('takes rows without a date until it is deferred, and never another user', async () => {
  expect(await left(true)).toEqual({ users: [2], visits: [2], notes: [], letters: [2] });
});
