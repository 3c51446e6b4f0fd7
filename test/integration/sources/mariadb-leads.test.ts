import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB } from '../../support/mariadb-server.js';
import { mapOf } from './map-of.js';
import { MariaShop } from './maria-shop.js';

const address = { by: 'address', column: 'email' };

describe.skipIf(!hasMariaDb)(`how rows of a MariaDB lead to a person (${HOW_TO_GET_A_MARIADB})`, () => {
  let shop: MariaShop;

  beforeAll(async () => {
    shop = await MariaShop.start();
  }, 120_000);
  afterEach(() => shop.tidy());
  afterAll(() => shop.stop());

  it('follows what rows teach through circles, to the end', async () => {
    await shop.tables(`
      CREATE TABLE logins (id integer PRIMARY KEY, email varchar(100), buyer varchar(20));
      CREATE TABLE buyers (id varchar(20) PRIMARY KEY, card bigint);
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
    expect(await shop.read(map, 'logins')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(await shop.read(map, 'buyers')).toEqual([{ id: 'b1' }, { id: 'b2' }, { id: 'b3' }]);
    expect(await shop.read(map, 'cards')).toEqual([{ id: 10 }, { id: 20 }, { id: 30 }]);
  });

  describe('by address', () => {
    const map = mapOf({ id: 'notes', leads: [address], fields: ['id'] });
    const held: readonly (readonly [string, boolean])[] = [
      ['jose@x.test', true],
      ['JOSE@X.Test', true],
      [' \t jose@x.test\r\n', true],
      ['jose@x.test  ', true],
      ['\njose@x.test', true],
      ['josé@x.test', false],
      ['jose@x.tést', false],
      ['jose@x.test\u00a0', false],
      ['jo\u00adse@x.test', false],
      ['jose@x.test.example', false],
      ['ajose@x.test', false],
      ['jose@x.test,mona@x.test', false],
      ['ｊose@x.test', false],
      ['\u212aose@x.test', false],
    ];

    it.each([
      'utf8mb4 COLLATE utf8mb4_unicode_520_ci',
      'utf8mb4 COLLATE utf8mb4_general_ci',
      'utf8mb4 COLLATE utf8mb4_turkish_ci',
      'utf8mb4 COLLATE utf8mb4_unicode_nopad_ci',
      'utf8mb4 COLLATE utf8mb4_bin',
      'utf8mb3 COLLATE utf8mb3_general_ci',
    ])('compares byte by byte but for ASCII capitals and blanks around, in %s', async (kind) => {
      await shop.tables(
        `CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100) CHARACTER SET ${kind}, KEY (email(10)))`,
      );
      const rows = held.map(([value], id) => [String(id), value]);
      await shop.server.query(
        `INSERT INTO shop.notes VALUES ${rows.map(() => '(?, ?)').join(', ')}`,
        rows.flat(),
      );
      const found = await shop.read(map, 'notes');
      expect(found.map(({ id }) => held[id as number]?.[0])).toEqual(
        held.filter(([, mine]) => mine).map(([value]) => value),
      );
      const accented = await shop.read(map, 'notes', { emails: ['JosÉ@x.test', ' josé@x.test '] });
      expect(accented.map(({ id }) => held[id as number]?.[0])).toEqual(['josé@x.test']);
      expect(await shop.read(map, 'notes', { emails: ['', ' '] })).toEqual([]);
      expect(
        await shop.read(map, 'notes', { emails: ["' OR 1=1 -- ", '%', '_ose@x.test', 'jose@x.test\\'] }),
      ).toEqual([]);
    });

    it.each([
      "o'hara@x.test",
      '"quoted mona"@x.test',
      'mona+news@x.test',
      'mo%na_x@x.test',
      'back\\slash@x.test',
      'مها@x.test',
      'xn--mna-qla@x.test',
    ])('finds %s and nothing else', async (mine) => {
      await shop.tables(
        'CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100) COLLATE utf8mb4_unicode_520_ci, KEY (email))',
      );
      await shop.server.query(
        "INSERT INTO shop.notes VALUES (1, ?), (2, 'other@x.test'), (3, 'moXna_x@x.test')",
        [mine],
      );
      expect(await shop.read(map, 'notes', { emails: [mine.toUpperCase().replace('مها', 'مها')] })).toEqual([
        { id: 1 },
      ]);
    });

    it('finds what a column of another character set can hold, and asks it for anything', async () => {
      await shop.tables(
        `CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100) CHARACTER SET latin1 COLLATE latin1_german1_ci, KEY (email));
         INSERT INTO notes VALUES (1, 'josé@x.test'), (2, 'jose@x.test'), (3, '??@x.test')`,
      );
      expect(await shop.read(map, 'notes', { emails: ['josé@x.test', '😀@x.test', 'مها@x.test'] })).toEqual([
        { id: 1 },
      ]);
    });
  });

  it('marks rows that only an unconfirmed address leads to, and lets them teach nothing', async () => {
    await shop.tables(`
      CREATE TABLE users (id bigint unsigned PRIMARY KEY, email varchar(100) COLLATE utf8mb4_unicode_520_ci);
      CREATE TABLE comments (id integer PRIMARY KEY, email varchar(100), user_id bigint, thread integer);
      CREATE TABLE meta (id integer PRIMARY KEY, comment_id integer, thread integer);
      INSERT INTO users VALUES (7, 'Jose@x.test'), (8, 'josé@x.test');
      INSERT INTO comments VALUES (1, 'jose@x.test', 0, 91), (2, 'old@x.test', 7, 92), (3, 'jose@x.test', 7, 93),
        (4, 'other@x.test', 8, 94), (5, 'josé@x.test', 0, 95);
      INSERT INTO meta VALUES (11, 1, 0), (12, 2, 0), (13, 3, 0), (14, 4, 0), (15, 5, 0), (16, 99, 91), (17, 99, 92)`);
    const map = mapOf(
      { id: 'users', leads: [address], learns: [{ identifier: 'user', column: 'id' }], fields: ['id'] },
      {
        id: 'comments',
        leads: [
          { ...address, unconfirmed: true },
          { by: 'identifier', identifier: 'user', column: 'user_id' },
        ],
        learns: [{ identifier: 'thread', column: 'thread' }],
        fields: ['id'],
      },
      {
        id: 'meta',
        leads: [
          { by: 'membership', column: 'comment_id', collection: 'comments', key: 'id' },
          { by: 'identifier', identifier: 'thread', column: 'thread' },
        ],
        fields: ['id'],
      },
    );
    expect(await shop.read(map, 'comments')).toEqual([
      { id: 1, addressUnconfirmed: true },
      { id: 2, addressUnconfirmed: false },
      { id: 3, addressUnconfirmed: false },
    ]);
    expect(await shop.read(map, 'meta')).toEqual([
      { id: 11, addressUnconfirmed: true },
      { id: 12, addressUnconfirmed: false },
      { id: 13, addressUnconfirmed: false },
      { id: 17, addressUnconfirmed: false },
    ]);
  });

  it('compares identifiers and members byte by byte, whatever types and collations their columns have', async () => {
    await shop.tables(`
      CREATE TABLE users (id integer PRIMARY KEY, email varchar(100), code varchar(20) COLLATE utf8mb4_general_ci);
      CREATE TABLE meta (id integer PRIMARY KEY, owner longtext, code varchar(50) COLLATE utf8mb4_unicode_ci);
      CREATE TABLE parts (id integer PRIMARY KEY, code varchar(20) COLLATE utf8mb4_general_ci);
      INSERT INTO users VALUES (7, 'jose@x.test', 'Abc');
      INSERT INTO meta VALUES (1, '7', ''), (2, '70', ''), (3, 'seven', ''), (4, '7 ', ''), (5, '07', ''),
        (6, '', 'Abc'), (7, '', 'abc'), (8, '', 'Äbc'), (9, '', 'Abc ');
      INSERT INTO parts VALUES (1, 'Abc'), (2, 'abc'), (3, 'Abc ')`);
    const map = mapOf(
      {
        id: 'users',
        leads: [address],
        learns: [
          { identifier: 'user', column: 'id' },
          { identifier: 'code', column: 'code' },
        ],
        fields: ['id'],
      },
      {
        id: 'meta',
        leads: [
          { by: 'identifier', identifier: 'user', column: 'owner' },
          { by: 'identifier', identifier: 'code', column: 'code' },
        ],
        fields: ['id'],
      },
      {
        id: 'parts',
        leads: [{ by: 'membership', column: 'code', collection: 'users', key: 'code' }],
        fields: ['id'],
      },
    );
    expect(await shop.read(map, 'meta')).toEqual([{ id: 1 }, { id: 6 }]);
    expect(await shop.read(map, 'parts')).toEqual([{ id: 1 }]);
  });

  it('keeps identifiers of 64 bits apart', async () => {
    await shop.tables(`
      CREATE TABLE users (id bigint unsigned PRIMARY KEY, email varchar(100));
      CREATE TABLE posts (id integer PRIMARY KEY, author bigint unsigned, KEY (author));
      INSERT INTO users VALUES (18446744073709551615, 'jose@x.test'), (9007199254740993, 'jose@x.test');
      INSERT INTO posts VALUES (1, 18446744073709551615), (2, 18446744073709551614), (3, 9007199254740992), (4, 9007199254740993)`);
    const map = mapOf(
      { id: 'users', leads: [address], learns: [{ identifier: 'user', column: 'id' }], fields: ['id'] },
      { id: 'posts', leads: [{ by: 'identifier', identifier: 'user', column: 'author' }], fields: ['id'] },
    );
    expect(await shop.read(map, 'posts')).toEqual([{ id: 1 }, { id: 4 }]);
  });

  it('finds rows by thousands of identifiers as by few', async () => {
    await shop.tables(`
      CREATE TABLE orders (id bigint unsigned PRIMARY KEY, code varchar(20) COLLATE utf8mb4_general_ci, email varchar(100));
      CREATE TABLE parts (id integer PRIMARY KEY, order_id bigint, code varchar(30) CHARACTER SET latin1, email varchar(100),
        KEY (order_id), KEY (code));
      INSERT INTO orders SELECT seq, CONCAT('c-', seq, 'é'), 'jose@x.test' FROM seq_1_to_5000;
      INSERT INTO orders SELECT 10000 + seq, CONCAT('C-', seq, 'E'), 'mona@x.test' FROM seq_1_to_5000;
      INSERT INTO parts SELECT seq, seq, CONCAT('c-', seq, 'é'), IF(seq % 1000 = 0, 'jose@x.test', '') FROM seq_1_to_20000;
      UPDATE parts SET code = UPPER(code) WHERE id = 7;
      UPDATE parts SET code = 'c-8e' WHERE id = 8`);
    const orders = {
      id: 'orders',
      leads: [address],
      learns: [
        { identifier: 'order', column: 'id' },
        { identifier: 'code', column: 'code' },
      ],
      fields: ['id'],
    };
    const unconfirmed = { ...address, unconfirmed: true };
    const found = async (...leads: object[]) =>
      (await shop.read(mapOf(orders, { id: 'parts', leads, fields: ['id'] }), 'parts')) as {
        id: number;
        addressUnconfirmed?: boolean;
      }[];
    const byOrder = { by: 'identifier', identifier: 'order', column: 'order_id' };
    const byCode = { by: 'identifier', identifier: 'code', column: 'code' };
    const upTo = (last: number, ...without: number[]) =>
      Array.from({ length: last }, (_, index) => index + 1).filter((id) => !without.includes(id));
    expect((await found(byOrder)).map(({ id }) => id)).toEqual(upTo(5000));
    expect((await found(byCode)).map(({ id }) => id)).toEqual(upTo(5000, 7, 8));
    expect((await found(byOrder, byCode)).map(({ id }) => id)).toEqual(upTo(5000));
    const some = await found(unconfirmed, byOrder);
    expect(some).toHaveLength(5015);
    expect(some.filter(({ addressUnconfirmed }) => addressUnconfirmed).map(({ id }) => id)).toEqual(
      upTo(20)
        .map((thousand) => thousand * 1000)
        .filter((id) => id > 5000),
    );
  });

  it('narrows leads and lessons by conditions', async () => {
    await shop.tables(`
      CREATE TABLE meta (id integer PRIMARY KEY, email varchar(100), state varchar(20), shown tinyint(1), big bigint, gone datetime);
      INSERT INTO meta VALUES (1, 'jose@x.test', 'sent', 1, 9007199254740993, NULL), (2, 'jose@x.test', 'Sent', 1, 1, NULL),
        (3, 'jose@x.test', 'sent ', 0, 9007199254740992, '2026-01-01'), (4, 'jose@x.test', 'kept', 0, NULL, NULL)`);
    const where = async (condition: Record<string, unknown>) =>
      (
        await shop.read(
          mapOf({ id: 'meta', leads: [{ ...address, where: [condition] }], fields: ['id'] }),
          'meta',
        )
      ).map(({ id }) => id);
    expect(await where({ column: 'state', equals: 'sent' })).toEqual([1]);
    expect(await where({ column: 'state', oneOf: ['sent', 'kept'] })).toEqual([1, 4]);
    expect(await where({ column: 'state', equals: "sent' OR '1' = '1" })).toEqual([]);
    expect(await where({ column: 'shown', equals: true })).toEqual([1, 2]);
    expect(await where({ column: 'big', equals: '9007199254740993' })).toEqual([1]);
    expect(await where({ column: 'big', equals: 'one' })).toEqual([]);
    expect(await where({ column: 'gone', isNull: false })).toEqual([3]);
    expect(await where({ column: 'gone', isNull: true })).toEqual([1, 2, 4]);
    expect(await where({ column: 'state', noneOf: ['sent', 'kept'] })).toEqual([2, 3]);
    expect(await where({ column: 'big', noneOf: ['1', 'one'] })).toEqual([1, 3, 4]);
    expect(await where({ column: 'state', startsWith: 'sen' })).toEqual([1, 3]);
    expect(await where({ column: 'state', startsWith: 's_n%' })).toEqual([]);
    expect(await where({ column: 'big', startsWith: '90071992' })).toEqual([1, 3]);
  });

  describe('where somebody else had the address', () => {
    const since = new Date('2026-03-01T00:00:00Z');
    const tables = (type: string) => `
      CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100), user_id integer, at ${type});
      CREATE TABLE users (id integer PRIMARY KEY, email varchar(100), at datetime);
      INSERT INTO users VALUES (1, 'jose@x.test', '2026-02-01'), (2, 'jose@x.test', '2026-03-01');
      SET sql_mode = '';
      INSERT INTO notes VALUES (1, 'jose@x.test', 0, '2026-02-28 11:59:59'), (2, 'jose@x.test', 0, '2026-03-01 00:00:00'),
        (3, 'jose@x.test', 0, '0000-00-00 00:00:00'), (4, 'jose@x.test', 0, NULL), (5, 'x', 1, '2026-05-01'), (6, 'x', 2, '2025-01-01')`;
    const map: DataMap = mapOf(
      {
        id: 'users',
        leads: [address],
        date: 'at',
        learns: [{ identifier: 'user', column: 'id' }],
        fields: ['id'],
      },
      {
        id: 'notes',
        date: 'at',
        leads: [
          { ...address, unconfirmed: true },
          { by: 'identifier', identifier: 'user', column: 'user_id' },
        ],
        fields: ['id'],
      },
    );
    const ids = async (sought: object) => (await shop.read(map, 'notes', sought)).map(({ id }) => id);

    it('leaves out rows that no address leads to, and what they would teach', async () => {
      await shop.tables(tables('datetime'));
      expect(await ids({})).toEqual([1, 2, 3, 4, 5, 6]);
      const left = { shop: { notes: [['1'], ['3']], users: [['1']] } };
      expect(await ids({ left })).toEqual([2, 4, 6]);
    });

    it('leaves rows written after an erasure began, and teaches nothing new', async () => {
      await shop.tables(tables('datetime'));
      expect(await ids({ begun: { at: since, undated: false } })).toEqual([1]);
      expect(await ids({ begun: { at: since, undated: true } })).toEqual([1, 3, 4]);
    });
  });

  it('stops with a sentence where one person would have too many identifiers', async () => {
    await shop.tables(`
      CREATE TABLE orders (id integer PRIMARY KEY, email varchar(100));
      INSERT INTO orders SELECT seq, 'jose@x.test' FROM seq_1_to_100001`);
    const orders = { id: 'orders', leads: [address], fields: ['id'] };
    await expect(
      shop.open(mapOf({ ...orders, learns: [{ identifier: 'a', column: 'id' }] })),
    ).rejects.toThrow(/more than 100,000 values of "a" in orders/);
    expect(await (await shop.open(mapOf(orders))).count('orders')).toBe(100_001);
  });
});
