import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type ErasedSubject,
  type Eraser,
  type ErasureScope,
  type RecordKey,
  type Statements,
} from '../../../src/sources/erasing.js';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { SourcePool } from '../../../src/sources/source-pool.js';
import { finding } from '../../../src/sources/finding.js';
import { SourceUnavailable } from '../../../src/sources/source-unavailable.js';
import { SqlErasable } from '../../../src/sources/sql/sql-erasable.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { erasingCases } from './erasing-cases.js';
import { inTransaction, statementsOn } from './erasing.js';
import { postgresShop } from './erasing-shop.js';
import { mapOf } from './map-of.js';

const EMAIL = 'jose@x.test';
const address = { by: 'address', column: 'email' };
const gone = { action: 'delete' };

describe('erasing in a PostgreSQL source', () => erasingCases(postgresShop));

describe('what PostgreSQL alone does as it erases', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let pool: SourcePool;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    pool = new SourcePool(database.adminUrl, 3);
  });

  afterEach(async () => {
    await client.query('DROP SCHEMA IF EXISTS shop CASCADE');
  });

  afterAll(async () => {
    await pool.end();
    await client.end();
    await database.drop();
  });

  const shop = (sql: string) =>
    client.query(`CREATE SCHEMA shop; SET search_path = shop; ${sql}; RESET search_path`);

  const eraserOf = (
    map: DataMap,
    scope: Partial<ErasureScope> = {},
    subject: ErasedSubject = { emails: [EMAIL] },
  ): Promise<Eraser> =>
    new SqlErasable(new SqlSource('shop', map, pool)).eraser(subject, { comments: 'delete', ...scope });

  const batch = (eraser: Eraser, id: string, keys: RecordKey[]) =>
    inTransaction(client, (statements) => eraser.eraseBatch(statements, id, keys, []));

  it('leaves no setting behind', async () => {
    await shop(
      `CREATE TABLE notes (id integer PRIMARY KEY, email text); INSERT INTO notes VALUES (1, '${EMAIL}')`,
    );
    const eraser = await eraserOf(mapOf({ id: 'notes', leads: [address], fields: ['email'], erase: gone }));
    await client.query('BEGIN');
    expect((await eraser.eraseBatch(statementsOn(client), 'notes', [['1']], [])).deleted).toBe(1);
    await client.query('ROLLBACK');
    const { rows } = await client.query(`SELECT coalesce(current_setting('athar.emails', true), '') AS held`);
    expect(rows).toEqual([{ held: '' }]);
  });

  it('shortens addresses of its own types, and leaves networks that are large enough', async () => {
    await shop(`
      CREATE TABLE visits (id integer PRIMARY KEY, email text, ip inet, net cidr);
      INSERT INTO visits VALUES (1, '${EMAIL}', '203.0.113.9', '203.0.113.9/32'), (2, '${EMAIL}', '2001:db8:1:2::9/64', '2001:db8:1:2::/64'),
        (3, '${EMAIL}', '203.0.113.0/24', '10.0.0.0/8'), (4, '${EMAIL}', '::ffff:203.0.113.9', NULL), (5, '${EMAIL}', NULL, '198.51.100.128/25')`);
    const fields = [
      'email',
      ...['ip', 'net'].map((column) => ({ name: column, column, erase: { truncate: 'ip' } })),
    ];
    const map = mapOf({ id: 'visits', leads: [address], fields, erase: { action: 'clear' } });
    const eraser = await eraserOf(map);
    const keys = [1, 2, 3, 4, 5].map((id) => [String(id)]);
    expect((await batch(eraser, 'visits', keys)).cleared).toBe(5);
    const held = async () =>
      (
        await client.query({
          text: 'SELECT ip::text, net::text FROM shop.visits ORDER BY id',
          rowMode: 'array',
        })
      ).rows;
    const after = [
      ['203.0.113.0/32', '203.0.113.0/32'],
      ['2001:db8:1::/48', '2001:db8:1::/48'],
      ['203.0.113.0/24', '10.0.0.0/8'],
      ['::ffff:203.0.113.0/128', null],
      [null, '198.51.100.0/24'],
    ];
    expect(await held()).toEqual(after);
    expect((await eraser.remaining([])).map(({ rows }) => rows)).toEqual([0]);
    const named = (statements: Statements) => eraser.eraseBatch(statements, 'visits', keys, [], true);
    expect((await inTransaction(client, named)).cleared).toBe(0);
    expect(await held()).toEqual(after);
  });

  it('says which columns hold no addresses, or each only once', async () => {
    await shop(`CREATE TABLE visits (id integer PRIMARY KEY, email text, seen integer, ip text UNIQUE)`);
    const fields = [
      'email',
      ...['seen', 'ip'].map((column) => ({ name: column, column, erase: { truncate: 'ip' } })),
    ];
    const map = mapOf({ id: 'visits', leads: [address], fields, erase: { action: 'clear' } });
    const source = new SqlSource('shop', map, pool);
    const found = source.eraseMismatches(await source.wholeSchema());
    expect(found.map(({ code, values }) => [code, values.column])).toEqual([
      ['noAddress', 'visits.seen'],
      ['onlyOnce', 'visits.ip'],
    ]);
  });

  it('finds each row of a batch by its key, however many rows the person has', async () => {
    await shop(`
      CREATE TABLE users (id integer PRIMARY KEY, email text);
      CREATE TABLE posts (id integer PRIMARY KEY, owner integer, note text);
      INSERT INTO users VALUES (1, '${EMAIL}');
      INSERT INTO posts SELECT n, CASE WHEN n % 2 = 0 THEN 1 ELSE n END, 'n' FROM generate_series(1, 20000) n;
      CREATE INDEX posts_owner ON posts (owner);
      ANALYZE posts`);
    const lead = { by: 'identifier', identifier: 'user', column: 'owner' };
    const map = mapOf(
      {
        id: 'users',
        leads: [address],
        learns: [{ identifier: 'user', column: 'id' }],
        fields: ['id', 'email'],
        erase: gone,
      },
      {
        id: 'posts',
        leads: [lead],
        fields: ['id', 'note'],
        notPersonal: ['owner'],
        erase: { action: 'clear', unlink: ['owner'] },
      },
    );
    const eraser = await eraserOf(map);
    const plans: string[] = [];
    const explaining: Statements = {
      query: async <Row>(sql: string, parameters?: readonly unknown[]) => {
        if (!sql.startsWith('WITH')) return statementsOn(client).query<Row>(sql, parameters);
        const lines = await statementsOn(client).query<{ 'QUERY PLAN': string }>(
          `EXPLAIN ${sql}`,
          parameters,
        );
        plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
        return [];
      },
    };
    const keys: RecordKey[] = [];
    for await (const piece of eraser.keys(['posts'], 5000)) if (keys.length === 0) keys.push(...piece.keys);
    expect(keys).toHaveLength(5000);
    for (const kept of [[], [{ hold: 'h', recordIds: ['2'] }]]) {
      await inTransaction(client, () => eraser.eraseBatch(explaining, 'posts', keys, kept));
    }
    expect(plans).toHaveLength(2);
    for (const plan of plans) {
      expect(plan).toContain('Index Scan using posts_pkey on posts');
      expect(plan).not.toMatch(/posts_owner|Seq Scan/);
    }
  });

  it('fails with a sentence that quotes nobody’s data', async () => {
    await shop(`
      CREATE TABLE orders (id integer PRIMARY KEY, email text);
      CREATE TABLE bills (id integer PRIMARY KEY, "order" integer REFERENCES orders);
      INSERT INTO orders VALUES (1, '${EMAIL}');
      INSERT INTO bills VALUES (1, 1)`);
    const eraser = await eraserOf(mapOf({ id: 'orders', leads: [address], fields: ['email'], erase: gone }));
    await expect(batch(eraser, 'orders', [['1']])).rejects.toThrow(
      new SourceUnavailable(
        'shop',
        finding('unavailable', { source: 'shop', doing: 'erase', fault: 'referred', code: '23503' }),
      ),
    );
    await expect(batch(eraser, 'orders', [['secret-key']])).rejects.toThrow(
      /Erasing in it failed\. \(22P02\)$/,
    );
  });

  it('is not begun where map and database differ, which keeps nobody from reading', async () => {
    await shop(`
      CREATE TABLE users (id integer PRIMARY KEY, email text, name text NOT NULL, code varchar(20), owner integer NOT NULL,
        born text, n integer);
      CREATE TABLE posts (id integer PRIMARY KEY, owner integer REFERENCES users ON DELETE CASCADE, email text);
      CREATE VIEW seen AS SELECT * FROM users`);
    const map = mapOf(
      {
        id: 'users',
        date: 'born',
        leads: [address],
        fields: [
          'email',
          'name',
          { name: 'code', column: 'code', erase: { pseudonym: 'text' } },
          { name: 'n', column: 'n', erase: { pseudonym: 'text' } },
        ],
        erase: { action: 'delete', unlink: ['owner'] },
      },
      { id: 'posts', leads: [address], fields: ['email'], erase: gone },
      { id: 'seen', leads: [address], fields: ['email'], erase: gone },
    );
    const source = new SqlSource('shop', map, pool);
    await (await source.open({ emails: [EMAIL] })).close();
    const failure: unknown = await new SqlErasable(source)
      .eraser({ emails: [EMAIL] }, { comments: 'delete' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SourceUnavailable);
    expect((failure as Error).message.split(/(?<=\.) (?=\w+: )/)).toEqual([
      'The data map of the system "shop" cannot be erased by.',
      'users: users.born is no date.',
      'users: users.name may not be empty, so it needs an erase rule of its own.',
      'users: users.code is too short for a pseudonym, which has 39 characters.',
      'users: users.n is no text, so it cannot hold a pseudonym of text.',
      'users: users.owner may not be empty, so it needs an erase rule of its own.',
      'users: deleting from users deletes from posts, which unlessReferredBy must name.',
      'seen: seen is a view, in which nothing is erased.',
    ]);
  });
});
