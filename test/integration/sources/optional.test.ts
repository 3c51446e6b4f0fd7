import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapMismatches } from '../../../src/sources/engine/map-mismatches.js';
import { type SourceEngine } from '../../../src/sources/engine/source-engine.js';
import { checkSource } from '../../../src/sources/source-check.js';
import { SourcePool } from '../../../src/sources/source-pool.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB } from '../../support/mariadb-server.js';
import { mapOf } from './map-of.js';
import { MariaShop } from './maria-shop.js';
import { records } from './portal-rows.js';

const TABLES = `
  CREATE TABLE users (id integer PRIMARY KEY, email varchar(100) NOT NULL);
  CREATE TABLE locks (id integer PRIMARY KEY, k varchar(50), v varchar(100));
  INSERT INTO users VALUES (7, 'jose@x.test'), (17, 'ana@x.test');
  INSERT INTO locks VALUES (1, 'lock', '1700000000:7'), (2, 'lock', '1700000007:17'), (3, 'lock', '7'), (4, 'lock', '7:'),
    (5, 'lock', '7:7:17'), (6, 'lock', '9:17:7'), (7, 'note', '1:7'), (8, 'lock', NULL), (9, 'lock', '1:07')`;

const byUser = { by: 'identifier', identifier: 'user', column: 'v', after: ':' };
const map = mapOf(
  {
    id: 'users',
    leads: [{ by: 'address', column: 'email' }],
    learns: [{ identifier: 'user', column: 'id' }],
    fields: ['id'],
    erase: { action: 'delete', unlessReferredBy: [{ collection: 'signups', column: 'user_id' }] },
  },
  {
    id: 'locks',
    leads: [
      { ...byUser, unindexed: true, where: [{ column: 'k', equals: 'lock' }] },
      { by: 'identifier', identifier: 'signup', column: 'k' },
      { by: 'membership', column: 'k', collection: 'signups', key: 'k' },
    ],
    fields: ['id', 'k', 'v'],
  },
  {
    id: 'signups',
    optional: true,
    leads: [{ by: 'identifier', identifier: 'user', column: 'user_id' }],
    learns: [{ identifier: 'signup', column: 'k' }],
    fields: [{ name: 'user', column: 'user_id' }, 'k'],
  },
  {
    id: 'of_signups',
    table: 'users',
    leads: [{ by: 'identifier', identifier: 'signup', column: 'email' }],
    fields: ['id', 'email'],
  },
);

async function reads(source: SourceEngine): Promise<void> {
  const snapshot = await source.open({ emails: ['jose@x.test'] });
  expect(snapshot.collections.map(({ id }) => id)).toEqual(['users', 'locks']);
  expect((await records(snapshot, 'locks')).map(({ id }) => id)).toEqual([1, 6]);
  await snapshot.close();
  const check = await checkSource(source);
  expect(check.problems).toEqual([]);
  expect(check.absent).toEqual([{ code: 'absent', values: { collection: 'signups', table: 'signups' } }]);
  expect(check.warnings.map(({ values }) => values.column)).not.toContain('locks.v');
  const required = map.collections.map((collection) => ({ ...collection, optional: undefined }));
  expect(mapMismatches({ ...map, collections: required }, await source.wholeSchema())).toMatchObject([
    { code: 'noTable', values: { collection: 'signups' } },
  ]);
}

describe('a table that need not be there', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let pool: SourcePool;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    pool = new SourcePool(database.adminUrl, 1);
    await client.query(`CREATE SCHEMA shop; SET search_path = shop; ${TABLES}`);
  });
  afterAll(async () => {
    await pool.end();
    await client.end();
    await database.drop();
  });

  it('is left out in PostgreSQL, with what hangs on it', () => reads(new SqlSource('shop', map, pool)));

  it('is read where it is there', async () => {
    await client.query('CREATE TABLE shop.signups (id integer PRIMARY KEY, user_id integer, k text)');
    await client.query(`INSERT INTO shop.signups VALUES (1, 7, 'note')`);
    const snapshot = await new SqlSource('shop', map, pool).open({ emails: ['jose@x.test'] });
    expect(await records(snapshot, 'signups')).toEqual([{ user: 7, k: 'note' }]);
    expect((await records(snapshot, 'locks')).map(({ id }) => id)).toEqual([1, 6, 7]);
    await snapshot.close();
  });
});

describe.skipIf(!hasMariaDb)(`a table that need not be there in MariaDB (${HOW_TO_GET_A_MARIADB})`, () => {
  let shop: MariaShop;

  beforeAll(async () => {
    shop = await MariaShop.start();
    await shop.tables(TABLES);
  }, 120_000);
  afterAll(() => shop.stop());

  it('is left out, with what hangs on it', () => reads(shop.source(map)));
});
