import pg from 'pg';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { SourcePool } from '../../../src/sources/source-pool.js';
import { SourceUnavailable } from '../../../src/sources/source-unavailable.js';
import { type SqlSnapshot } from '../../../src/sources/sql/sql-snapshot.js';
import { SqlSource, type SqlSourceLimits } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { mapOf } from './map-of.js';
import { drained, lines, records } from './portal-rows.js';

describe('a PostgreSQL source', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let pool: SourcePool;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    pool = new SourcePool(database.adminUrl, 1);
  });

  afterEach(async () => {
    // One that a failed test left open would hold the only connection.
    for (const snapshot of opened.splice(0)) await snapshot.close();
    await client.query('DROP SCHEMA IF EXISTS shop CASCADE');
  });

  afterAll(async () => {
    await pool.end();
    await client.end();
    await database.drop();
  });

  async function shop(sql: string): Promise<void> {
    await client.query(`CREATE SCHEMA shop; SET search_path = shop; ${sql}; RESET search_path`);
  }

  const opened: SqlSnapshot[] = [];

  async function open(
    map: DataMap,
    emails = ['jose@x.test'],
    limits?: SqlSourceLimits,
  ): Promise<SqlSnapshot> {
    const snapshot = await new SqlSource('shop', map, pool, limits).open({ emails });
    opened.push(snapshot);
    return snapshot;
  }

  const address = { by: 'address', column: 'email' };

  it('follows what rows teach through circles, to the end', async () => {
    await shop(`
      CREATE TABLE logins (id integer PRIMARY KEY, email text, buyer text);
      CREATE TABLE buyers (id text PRIMARY KEY, card bigint);
      CREATE TABLE cards (id integer PRIMARY KEY, login integer);
      INSERT INTO logins VALUES (1, 'jose@x.test', 'b1'), (2, 'other', 'b2'), (3, NULL, 'b3'), (9, 'x', 'b9');
      INSERT INTO buyers VALUES ('b1', 10), ('b2', 20), ('b3', 30), ('b9', 90);
      INSERT INTO cards VALUES (10, 2), (20, 3), (30, 1), (90, 9)`);
    const map = mapOf(
      {
        id: 'logins',
        leads: [address, { by: 'identifier', identifier: 'login', column: 'id' }],
        learns: [{ identifier: 'buyer', column: 'buyer' }],
        fields: ['id'],
      },
      {
        id: 'buyers',
        leads: [{ by: 'identifier', identifier: 'buyer', column: 'id' }],
        learns: [{ identifier: 'card', column: 'card' }],
        fields: ['id'],
      },
      {
        id: 'cards',
        leads: [{ by: 'identifier', identifier: 'card', column: 'id' }],
        learns: [{ identifier: 'login', column: 'login' }],
        fields: ['id'],
      },
    );
    const snapshot = await open(map);
    expect(await records(snapshot, 'logins')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(await records(snapshot, 'buyers')).toEqual([{ id: 'b1' }, { id: 'b2' }, { id: 'b3' }]);
    expect(await records(snapshot, 'cards')).toEqual([{ id: 10 }, { id: 20 }, { id: 30 }]);
    await snapshot.close();
  });

  it('compares an identifier as text where its columns are of different types', async () => {
    await shop(`
      CREATE TABLE users (id integer PRIMARY KEY, email varchar(100));
      CREATE TABLE meta (id integer PRIMARY KEY, owner text);
      INSERT INTO users VALUES (7, 'jose@x.test');
      INSERT INTO meta VALUES (1, '7'), (2, '70'), (3, 'seven')`);
    const map = mapOf(
      { id: 'users', leads: [address], learns: [{ identifier: 'user', column: 'id' }], fields: ['id'] },
      { id: 'meta', leads: [{ by: 'identifier', identifier: 'user', column: 'owner' }], fields: ['owner'] },
    );
    const snapshot = await open(map);
    expect(await records(snapshot, 'meta')).toEqual([{ owner: '7' }]);
    await snapshot.close();
  });

  it('stops with a sentence where one person would have too many identifiers', async () => {
    await shop(`
      CREATE TABLE orders (id integer PRIMARY KEY, email text);
      INSERT INTO orders SELECT n, 'jose@x.test' FROM generate_series(1, 100001) n`);
    const map = mapOf({
      id: 'orders',
      leads: [address],
      learns: [{ identifier: 'a', column: 'id' }],
      fields: ['id'],
    });
    await expect(open(map)).rejects.toThrow(/more than 100,000 values of "a" in orders/);
    expect(
      await (await open(mapOf({ id: 'orders', leads: [address], fields: ['id'] }))).close(),
    ).toBeUndefined();
  });

  it('finds rows that belong to rows of the person, and keeps the mark of unconfirmed ones', async () => {
    await shop(`
      CREATE TABLE orders (id integer PRIMARY KEY, email text, guest text);
      CREATE TABLE items (id integer PRIMARY KEY, order_ref text);
      CREATE TABLE notes (id integer PRIMARY KEY, item integer);
      INSERT INTO orders VALUES (1, 'JOSE@x.test', NULL), (2, NULL, 'jose@x.test'), (3, 'josé@x.test', 'ajose@x.test');
      INSERT INTO items VALUES (11, '1'), (12, '2'), (13, '3'), (14, NULL);
      INSERT INTO notes VALUES (111, 11), (112, 12), (113, 13)`);
    const member = (column: string, collection: string) => ({
      by: 'membership',
      column,
      collection,
      key: 'id',
    });
    const map = mapOf(
      { id: 'notes', leads: [member('item', 'items')], fields: ['id'] },
      { id: 'items', leads: [member('order_ref', 'orders')], fields: ['id'] },
      {
        id: 'orders',
        leads: [address, { by: 'address', column: 'guest', unconfirmed: true }],
        fields: ['id'],
      },
    );
    const snapshot = await open(map);
    for (const [collection, ids] of [
      ['orders', [1, 2]],
      ['items', [11, 12]],
      ['notes', [111, 112]],
    ] as const) {
      expect(await snapshot.count(collection)).toBe(2);
      expect(await records(snapshot, collection)).toEqual([
        { id: ids[0], addressUnconfirmed: false },
        { id: ids[1], addressUnconfirmed: true },
      ]);
    }
    await snapshot.close();
  });

  it('compares byte by byte under a collation that does not', async () => {
    await shop(`
      CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
      CREATE TABLE users (id integer PRIMARY KEY, email text COLLATE loose, code text COLLATE loose);
      CREATE TABLE posts (id integer PRIMARY KEY, code text COLLATE loose, parent text COLLATE loose);
      INSERT INTO users VALUES (1, 'jose@x.test', 'abc'), (2, 'josé@x.test', 'xyz');
      INSERT INTO posts VALUES (1, 'abc', NULL), (2, 'ABC', NULL), (3, 'xyz', NULL), (4, 'äbc', NULL)`);
    const map = mapOf(
      { id: 'users', leads: [address], learns: [{ identifier: 'code', column: 'code' }], fields: ['id'] },
      { id: 'posts', leads: [{ by: 'identifier', identifier: 'code', column: 'code' }], fields: ['id'] },
      {
        id: 'same',
        table: 'posts',
        leads: [
          {
            by: 'membership',
            column: 'code',
            collection: 'users',
            key: 'code',
            where: [{ column: 'code', oneOf: ['ABC', 'abc'] }],
          },
        ],
        fields: ['id'],
      },
    );
    const snapshot = await open(map);
    expect(await records(snapshot, 'users')).toEqual([{ id: 1 }]);
    expect(await records(snapshot, 'posts')).toEqual([{ id: 1 }]);
    expect(await records(snapshot, 'same')).toEqual([{ id: 1 }]);
    await snapshot.close();
  });

  it('narrows leads by conditions, byte by byte', async () => {
    await shop(`
      CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
      CREATE TABLE meta (id integer PRIMARY KEY, email text, state text COLLATE loose, big bigint);
      INSERT INTO meta VALUES (1, 'jose@x.test', 'sent', 90071992), (2, 'jose@x.test', 'Sent', 1),
        (3, 'jose@x.test', 's_nt%', 90071993), (4, 'jose@x.test', NULL, NULL)`);
    const where = async (condition: Record<string, unknown>) => {
      const map = mapOf({ id: 'meta', leads: [{ ...address, where: [condition] }], fields: ['id'] });
      const snapshot = await open(map);
      const found = await records(snapshot, 'meta');
      await snapshot.close();
      return found.map(({ id }) => id);
    };
    expect(await where({ column: 'state', noneOf: ['sent'] })).toEqual([2, 3, 4]);
    expect(await where({ column: 'big', noneOf: ['1', 'one'] })).toEqual([1, 3, 4]);
    expect(await where({ column: 'state', startsWith: 'se' })).toEqual([1]);
    expect(await where({ column: 'state', startsWith: 's_n' })).toEqual([3]);
    expect(await where({ column: 'big', startsWith: '900719' })).toEqual([1, 3]);
  });

  it('takes names and values for nothing but names and values', async () => {
    await shop(`
      CREATE TABLE "we""ird; --" (id integer PRIMARY KEY, "e'ma""il" text, "select" text);
      INSERT INTO "we""ird; --" VALUES (1, $q$o'x"{},\\@x.test$q$, $q$a'b"c\\$q$), (2, 'other', 'y')`);
    const weird = {
      id: 'weird',
      table: 'we"ird; --',
      leads: [{ by: 'address', column: `e'ma"il`, where: [{ column: 'select', equals: `a'b"c\\` }] }],
      fields: [{ name: 'text', column: 'select' }],
    };
    const snapshot = await open(mapOf(weird), [`O'x"{},\\@x.test`]);
    expect(await records(snapshot, 'weird')).toEqual([{ text: `a'b"c\\` }]);
    await snapshot.close();
  });

  it('writes every kind of value the same way, whatever the server is set to', async () => {
    await shop(`
      CREATE DOMAIN moment AS timestamptz;
      CREATE TABLE kinds (id integer PRIMARY KEY, email text, at timestamptz, local timestamp, far moment, day date,
        raw bytea, doc json, docs json[], tags text[], amount numeric, yes boolean, ip inet, span interval);
      INSERT INTO kinds VALUES (1, 'jose@x.test', '2026-01-02 03:04:05.678901+02', '2026-01-02 03:04:05', 'infinity', '2026-01-02',
        decode(repeat('ff', 60), 'hex'), E'{"a":\\n"=b"}', ARRAY[E'[1,\\n2]', '"\\u0000"']::json[], '{a,"b,c"}', -5.50, true, '::1', '1 day');
      INSERT INTO kinds (id, email) VALUES (2, 'jose@x.test')`);
    await client.query(`ALTER DATABASE ${database.name} SET DateStyle = 'German'`);
    await client.query(`ALTER DATABASE ${database.name} SET TimeZone = 'Asia/Tokyo'`);
    const names = 'id at local far day raw doc docs tags amount yes ip span'.split(' ');
    const fresh = new SourcePool(database.adminUrl, 1);
    try {
      const snapshot = await new SqlSource(
        'shop',
        mapOf({ id: 'kinds', leads: [address], fields: names }),
        fresh,
      ).open({
        emails: ['jose@x.test'],
      });
      const base64 = Buffer.alloc(60, 0xff).toString('base64');
      const full = {
        id: 1,
        at: '2026-01-02T01:04:05.678Z',
        local: '2026-01-02T03:04:05.000',
        far: 'infinity',
        day: '2026-01-02',
        raw: base64,
        doc: { a: '=b' },
        docs: [[1, 2], '\0'],
        tags: ['a', 'b,c'],
        amount: -5.5,
        yes: true,
        ip: '::1',
        span: 'P1D',
      };
      const ndjson = await text(snapshot.read('kinds'));
      expect(lines(ndjson)).toEqual([
        full,
        { ...Object.fromEntries(names.map((name) => [name, null])), id: 2 },
      ]);
      expect(ndjson.trimEnd().split('\n')).toHaveLength(2);
      await snapshot.close();
    } finally {
      await fresh.end();
    }
  });

  it('shows the instant at which it was opened, and changes nothing', async () => {
    await shop(
      `CREATE TABLE posts (id integer PRIMARY KEY, email text); INSERT INTO posts VALUES (1, 'jose@x.test')`,
    );
    const snapshot = await open(mapOf({ id: 'posts', leads: [address], fields: ['id'] }));
    await client.query(`INSERT INTO shop.posts VALUES (2, 'jose@x.test')`);
    expect(await snapshot.count('posts')).toBe(1);
    expect(await records(snapshot, 'posts')).toEqual([{ id: 1 }]);
    await snapshot.close();
  });

  describe('its connection', () => {
    const posts = mapOf({ id: 'posts', leads: [address], fields: ['id', 'body'] });

    async function many(): Promise<void> {
      await shop(`
        CREATE TABLE posts (id integer PRIMARY KEY, email text, body text);
        INSERT INTO posts SELECT n, 'jose@x.test', repeat('x', 500) FROM generate_series(1, 20000) n`);
    }

    // The pool has one connection, so whatever holds it stops the next snapshot.
    async function isFree(): Promise<void> {
      const snapshot = await open(posts);
      expect(await snapshot.count('posts')).toBe(20000);
      await snapshot.close();
      await snapshot.close();
    }

    it('comes back after a stream that is left half-way', async () => {
      await many();
      const snapshot = await open(posts);
      const stream = snapshot.read('posts');
      await once(stream, 'data');
      stream.destroy();
      await once(stream, 'close');
      await isFree();
      await expect(snapshot.count('posts')).rejects.toThrow(SourceUnavailable);
      await snapshot.close();
    });

    it('comes back when closed amid a stream, which then fails', async () => {
      await many();
      const snapshot = await open(posts);
      const stream = snapshot.read('posts');
      await once(stream, 'data');
      stream.pause();
      await snapshot.close();
      await isFree();
      await expect(drained(stream)).rejects.toThrow();
    });

    it('serves one stream at a time', async () => {
      await many();
      const snapshot = await open(posts);
      const stream = snapshot.read('posts');
      expect(() => snapshot.read('posts')).toThrow(/One stream at a time/);
      await expect(snapshot.count('posts')).rejects.toThrow(/One stream at a time/);
      expect((await drained(stream)).lines).toBe(20000);
      expect(await snapshot.count('posts')).toBe(20000);
      await snapshot.close();
      await isFree();
    });

    it('comes back after a statement that takes too long, with a sentence instead of the database’s words', async () => {
      await many();
      const slow = { search: 60_000, stream: 1 };
      const snapshot = await open(posts, ['jose@x.test'], slow);
      await expect(drained(snapshot.read('posts'))).rejects.toThrow(
        'The system "shop" cannot be read. It took too long, and was stopped. (57014)',
      );
      await snapshot.close();
      await isFree();
    });

    it('survives the end of the server’s side, amid a stream and between two', async () => {
      await many();
      const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'athar-source' AND datname = $1`;
      const streaming = await open(posts);
      const stream = streaming.read('posts');
      await once(stream, 'data');
      stream.pause();
      // Listened for before the end can come: it may arrive while nothing is read.
      const failure = once(stream, 'error');
      await client.query(kill, [database.name]);
      stream.resume();
      expect(await failure).toEqual([expect.any(SourceUnavailable)]);
      await streaming.close();
      const idle = await open(posts);
      await client.query(kill, [database.name]);
      await expect(idle.count('posts')).rejects.toThrow(SourceUnavailable);
      await idle.close();
      await isFree();
    });

    it('says why there is none', async () => {
      const map = posts;
      const wrong = new URL(database.adminUrl);
      wrong.pathname = '/no_such_database';
      const nowhere = new SourcePool(wrong.href, 1);
      await expect(new SqlSource('shop', map, nowhere).open({ emails: [] })).rejects.toThrow(
        'The system "shop" cannot be read. It has no database of that name. (3D000)',
      );
      await nowhere.end();
      wrong.port = '1';
      const closed = new SourcePool(wrong.href, 1);
      await expect(new SqlSource('shop', map, closed).open({ emails: [] })).rejects.toThrow(
        /Nothing answers at its address/,
      );
      await closed.end();
    });
  });

  it('is not read where map and database differ', async () => {
    await shop(`
      CREATE TABLE posts (id integer, email text, topic integer);
      CREATE TABLE topics (id integer, name text)`);
    const join = { name: 'topic', table: 'topics', column: 'topic', key: 'id' };
    const map = mapOf(
      {
        id: 'posts',
        leads: [address],
        joins: [join],
        fields: ['id', 'gone', { name: 'topic', column: 'name', join: 'topic' }],
      },
      { id: 'lost', leads: [address], fields: ['id'] },
    );
    const failure = await open(map).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SourceUnavailable);
    expect((failure as Error).message).toBe(
      'The data map of the system "shop" does not fit its database. ' +
        'posts: there is no column posts.gone. posts: the key (id) of posts is not unique. ' +
        'posts: topics.id is not unique. lost: there is no table lost.',
    );
  });
});
