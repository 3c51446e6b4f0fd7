import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { SourcePool } from '../../../src/sources/source-pool.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB } from '../../support/mariadb-server.js';
import { mapOf, title } from './map-of.js';
import { MariaShop } from './maria-shop.js';
import { records, type Row } from './portal-rows.js';

const TABLES = `
  CREATE TABLE users (id integer PRIMARY KEY, email varchar(100), login varchar(60));
  CREATE TABLE meta (n integer PRIMARY KEY, whose integer, k varchar(255), v text, guest varchar(100));
  INSERT INTO users VALUES (1, 'jose@x.test', 'jose'), (2, 'ana@x.test', 'ana'), (3, 'JOSE@x.test', 'jose2');
  INSERT INTO meta VALUES
    (1, 1, 'nick', 'José', NULL), (2, 2, 'nick', 'Ana', NULL), (3, 1, 'phone', '+1', NULL), (4, 1, 'phone', '+2', NULL),
    (5, 1, 'Phone', '+3', NULL), (6, 1, 'phone', '+4', NULL), (7, 1, NULL, 'nameless', NULL), (8, 1, 'secret', 'hash', NULL),
    (9, 1, 'box_a', 'a:1:{s:1:"x";i:1;}', NULL), (10, 1, 'box_b', 'plain', NULL), (11, 1, 'box_a', NULL, NULL),
    (12, 1, 'apps', 'a:1:{i:0;a:2:{s:1:"n";s:1:"t";s:2:"pw";s:1:"h";}}', NULL), (13, 3, 'secret', 'hash3', NULL),
    (14, 9, 'nick', 'Guest "9"', ' Jose@x.test'), (15, 9, 'odd "name"', '{"a":1}', ' Jose@x.test')`;

const shop = (schema: { schema?: string }): DataMap => ({
  ...mapOf(
    {
      id: 'users',
      leads: [{ by: 'address', column: 'email' }],
      learns: [{ identifier: 'user', column: 'id' }],
      fields: ['id'],
    },
    {
      id: 'meta',
      key: ['n'],
      leads: [
        { by: 'identifier', identifier: 'user', column: 'whose' },
        { by: 'address', column: 'guest', unconfirmed: true },
      ],
      joins: [{ name: 'user', table: 'users', column: 'whose', key: 'id' }],
      fields: ['whose', { name: 'login', column: 'login', join: 'user' }],
      entries: {
        of: 'whose',
        name: 'k',
        value: 'v',
        keys: [
          { key: 'nick', name: 'nick', title },
          { key: 'phone', name: 'phone', title, category: 'contact' },
          { key: 'secret', withheld: title },
          { prefix: 'box_', name: 'boxes', title, format: 'php' },
          { key: 'apps', name: 'apps', title, format: 'php', secret: [{ member: 'pw', reason: title }] },
        ],
        others: { name: 'other', title, format: 'json' },
      },
      notPersonal: ['n'],
    },
  ),
  ...schema,
});

const whole: Row[] = [
  {
    whose: 1,
    login: 'jose',
    nick: 'José',
    phone: ['+1', '+2', '+4'],
    boxes: { box_a: [{ x: 1 }, null], box_b: 'plain' },
    apps: [{ n: 't' }],
    other: { '': 'nameless', Phone: '+3' },
    addressUnconfirmed: false,
  },
  {
    whose: 3,
    login: 'jose2',
    nick: null,
    phone: null,
    boxes: null,
    apps: null,
    other: null,
    addressUnconfirmed: false,
  },
  {
    whose: 9,
    login: null,
    nick: 'Guest "9"',
    phone: null,
    boxes: null,
    apps: null,
    other: { 'odd "name"': { a: 1 } },
    addressUnconfirmed: true,
  },
];

describe('rows of names and values in PostgreSQL', () => {
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

  it('are one record for each thing, with nothing left out', async () => {
    const snapshot = await new SqlSource('shop', shop({}), pool).open({ emails: ['jose@x.test'] });
    expect(await records(snapshot, 'meta')).toEqual(whole);
    expect(await snapshot.count('meta')).toBe(3);
    const view = snapshot.collections.find(({ id }) => id === 'meta');
    expect(view?.fields.map(({ name, category }) => [name, category])).toEqual([
      ...['whose', 'login', 'nick'].map((name) => [name, 'content']),
      ['phone', 'contact'],
      ...['boxes', 'apps', 'other'].map((name) => [name, 'content']),
      ['addressUnconfirmed', 'technical'],
    ]);
    expect(view?.withheld.map(({ name }) => name)).toEqual(['secret', 'apps.pw']);
    expect(Object.keys((await records(snapshot, 'meta'))[0] ?? {})).toEqual(
      view?.fields.map(({ name }) => name),
    );
    await snapshot.close();
  });
});

describe.skipIf(!hasMariaDb)(`rows of names and values in MariaDB (${HOW_TO_GET_A_MARIADB})`, () => {
  let maria: MariaShop;

  beforeAll(async () => {
    maria = await MariaShop.start();
    await maria.tables(TABLES);
  }, 120_000);
  afterAll(() => maria.stop());

  it('are one record for each thing, with nothing left out', async () => {
    expect(await maria.read(shop({}), 'meta')).toEqual(whole);
  });

  it('come as they are read, in pieces of any size', async () => {
    await maria.tables(`${TABLES};
      INSERT INTO meta SELECT 100 + seq, 1, CONCAT('k', seq MOD 700), REPEAT(CONCAT(seq, 'ن'), 30), NULL FROM seq_1_to_3000`);
    const [first] = await maria.read(shop({}), 'meta');
    const other = first?.other as Record<string, string | string[]>;
    expect(Object.values(other).flat()).toHaveLength(3002);
    expect(other.k699).toEqual([699, 1399, 2099, 2799].map((seq) => `${seq}ن`.repeat(30)));
  });
});
