import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Eraser,
  type ErasureScope,
  type KeptScope,
  type RecordKey,
} from '../../../src/sources/erasing.js';
import { finding } from '../../../src/sources/finding.js';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { SourceUnavailable } from '../../../src/sources/source-unavailable.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB } from '../../support/mariadb-server.js';
import { erasingCases } from './erasing-cases.js';
import { eraseBy, leftOf } from './erasing.js';
import { mariaShop } from './erasing-shop.js';
import { mapOf, title } from './map-of.js';

const EMAIL = 'jose@x.test';
const address = { by: 'address', column: 'email' };
const gone = { action: 'delete' };

describe.skipIf(!hasMariaDb)(`erasing in a MariaDB source (${HOW_TO_GET_A_MARIADB})`, () =>
  erasingCases(mariaShop),
);

describe.skipIf(!hasMariaDb)(`what MariaDB alone does as it erases (${HOW_TO_GET_A_MARIADB})`, () => {
  let shop: Awaited<ReturnType<typeof mariaShop>>;

  beforeAll(async () => {
    shop = await mariaShop();
  }, 120_000);
  afterAll(() => shop.stop());

  const eraserOf = (map: DataMap, scope: Partial<ErasureScope> = {}): Promise<Eraser> =>
    shop.erasable(map).eraser({ emails: [EMAIL] }, { comments: 'delete', ...scope });

  const batch = (eraser: Eraser, id: string, keys: RecordKey[], kept: KeptScope[] = [], named = false) =>
    shop.transaction((statements) => eraser.eraseBatch(statements, id, keys, kept, named));

  it('takes addresses byte by byte, whatever the collation takes for equal', async () => {
    await shop.tables(`
      CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100) COLLATE utf8mb4_unicode_520_ci, KEY (email(10)));
      INSERT INTO notes VALUES (1, 'jose@x.test'), (2, 'JOSE@X.test  '), (3, 'josé@x.test'), (4, 'jose@x.test,'),
        (5, '\\tJose@x.test'), (6, 'o''hara+x@x.test'), (7, 'o''hara x@x.test')`);
    const map = mapOf({ id: 'notes', leads: [address], fields: ['id', 'email'], erase: gone });
    expect(await eraseBy(shop.transaction, await eraserOf(map))).toMatchObject({ notes: { deleted: 3 } });
    const keys = [1, 2, 3, 4, 5, 6, 7].map((id) => [`${id}`]);
    expect(await batch(await eraserOf(map), 'notes', keys)).toMatchObject({ deleted: 0 });
    expect(await shop.all('SELECT id FROM shop.notes')).toEqual([[3], [4], [6], [7]]);
    const other = await shop
      .erasable(map)
      .eraser({ emails: [`O'Hara+x@x.test`, `' OR 1=1 -- `] }, { comments: 'delete' });
    expect(await batch(other, 'notes', keys)).toMatchObject({ deleted: 1 });
    const values: string[] = [];
    const [column] = shop.erasable(map).identifyingColumns();
    if (column !== undefined)
      for await (const piece of shop.erasable(map).values(column)) values.push(...piece);
    expect(values.toSorted()).toEqual(['jose@x.test,', 'josé@x.test', `o'hara x@x.test`]);
  });

  it.each([
    ['bigint unsigned', '18446744073709551615', '9007199254740993'],
    ['int(8) zerofill', '42', '7'],
    ['bigint(20) unsigned zerofill', '18446744073709551615', '7'],
    ['decimal(10,2) zerofill', '5.5', '7'],
    ['varchar(20) COLLATE utf8mb4_general_ci', 'José', 'b"\\\'x'],
    ['char(10) CHARACTER SET latin1', 'é', 'X'],
    ['varbinary(16)', 'a', 'b'],
    ['binary(4)', 'a', 'b'],
    ['datetime(6)', '2026-01-01 10:00:00.000001', '2026-01-01 10:00:00'],
    ['timestamp(3)', '2026-01-01 10:00:00.001', '2026-01-01 10:00:00'],
    ['date', '2026-01-01', '2026-01-02'],
    ['decimal(30,10)', '12345678901234567890.0000000001', '0.5'],
    ['uuid', '00000000-0000-7000-8000-0000000000ab', '00000000-0000-7000-8000-0000000000ac'],
    [`enum('a','b c')`, 'b c', 'a'],
    ['year', '2026', '2027'],
  ])('finds rows by keys of type %s', async (type, mine, theirs) => {
    await shop.tables(
      `CREATE TABLE notes (id ${type} PRIMARY KEY, part integer, email varchar(100), note varchar(20), KEY (part))`,
    );
    await shop.server.query(
      `INSERT INTO shop.notes VALUES (?, 1, '${EMAIL}', 'n'), (?, 1, 'other@x.test', 'n')`,
      [mine, theirs],
    );
    const map = (erase: unknown) =>
      mapOf({ id: 'notes', leads: [address], fields: ['email', 'note'], notPersonal: ['id', 'part'], erase });
    const eraser = await eraserOf(map({ action: 'clear' }));
    const keys: RecordKey[] = [];
    for await (const piece of eraser.keys(['notes'], 10)) keys.push(...piece.keys);
    expect(keys).toHaveLength(1);
    const hold = [{ hold: 'h', recordIds: [keys[0]?.[0] ?? ''] }];
    expect((await batch(eraser, 'notes', keys, hold)).kept).toHaveLength(1);
    expect(await batch(eraser, 'notes', keys)).toMatchObject({ cleared: 1 });
    const named = await eraserOf(map(gone));
    expect(await batch(named, 'notes', keys, [], true)).toMatchObject({ deleted: 1 });
    expect(await shop.all('SELECT email, note FROM shop.notes')).toEqual([['other@x.test', 'n']]);
  });

  it('shortens addresses in bytes and in types of its own', async () => {
    await shop.tables(`
      CREATE TABLE visits (id integer PRIMARY KEY, email varchar(100), packed varbinary(16), padded binary(16), own inet6);
      INSERT INTO visits VALUES
        (1, '${EMAIL}', INET6_ATON('203.0.113.9'), INET6_ATON('203.0.113.9'), '::ffff:203.0.113.9'),
        (2, '${EMAIL}', INET6_ATON('2001:db8:1:2::9'), INET6_ATON('2001:db8:1:2::9'), '2001:db8:1:2::9'),
        (3, '${EMAIL}', '127.0.0.1', INET6_ATON('::ffff:203.0.113.9'), NULL),
        (4, '${EMAIL}', NULL, NULL, '2001:db8:1::')`);
    const fields = [
      'email',
      ...['packed', 'padded', 'own'].map((column) => ({ name: column, column, erase: { truncate: 'ip' } })),
    ];
    const map = mapOf({ id: 'visits', leads: [address], fields, erase: { action: 'clear' } });
    const eraser = await eraserOf(map);
    const keys = [1, 2, 3, 4].map((id) => [String(id)]);
    expect(await batch(eraser, 'visits', keys)).toMatchObject({ cleared: 4 });
    const held = () => shop.all('SELECT INET6_NTOA(packed), HEX(padded), own FROM shop.visits ORDER BY id');
    const after = [
      ['203.0.113.0', `CB007100${'00'.repeat(12)}`, '::ffff:203.0.113.0'],
      ['2001:db8:1::', `20010DB80001${'00'.repeat(10)}`, '2001:db8:1::'],
      // Nine bytes are no address.
      [null, `${'00'.repeat(10)}FFFFCB007100`, null],
      [null, null, '2001:db8:1::'],
    ];
    expect(await held()).toEqual(after);
    expect(await leftOf(eraser)).toEqual({});
    expect(await batch(eraser, 'visits', keys, [], true)).toMatchObject({ cleared: 0 });
    expect(await held()).toEqual(after);
  });

  it('leaves alone what it does not clear, also what the database would stamp', async () => {
    await shop.tables(`
      CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100), body text, price float, weight double,
        at timestamp NULL ON UPDATE CURRENT_TIMESTAMP, day datetime NOT NULL DEFAULT '0000-00-00 00:00:00');
      INSERT INTO notes VALUES (1, '${EMAIL}', 'b', 1.1234567, 0.1, '2020-01-01 00:00:00', DEFAULT)`);
    const before = await shop.all('SELECT HEX(price), price + 0.0, weight, at, day FROM shop.notes');
    const map = mapOf({
      id: 'notes',
      date: 'at',
      leads: [address],
      fields: [
        { name: 'email', column: 'email' },
        { name: 'body', column: 'body' },
        { name: 'price', column: 'price', category: 'technical' },
        { name: 'weight', column: 'weight', category: 'technical' },
        { name: 'day', column: 'day', erase: { constant: '0000-00-00 00:00:00' } },
      ],
      erase: { action: 'clear' },
    });
    const eraser = await eraserOf(map);
    const hold: KeptScope[] = [{ hold: 'h', category: 'technical' }];
    expect(await batch(eraser, 'notes', [['1']], hold)).toEqual({
      deleted: 0,
      cleared: 1,
      partly: 1,
      kept: [{ key: ['1'], holds: ['h'], categories: ['technical'] }],
    });
    expect(await shop.all('SELECT HEX(price), price + 0.0, weight, at, day FROM shop.notes')).toEqual(before);
    expect(await shop.all('SELECT email, body FROM shop.notes')).toEqual([[null, null]]);
    expect(await leftOf(eraser, hold)).toEqual({});
  });

  it('takes a date of zeros for none', async () => {
    await shop.tables(`
      CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100), at datetime);
      INSERT INTO notes VALUES (1, '${EMAIL}', '0000-00-00 00:00:00'), (2, '${EMAIL}', '2026-01-01 00:00:00'),
        (3, '${EMAIL}', '2026-00-00 00:00:00')`);
    const map = mapOf({
      id: 'notes',
      date: 'at',
      leads: [address],
      fields: ['id', 'email', 'at'],
      erase: gone,
    });
    const hold: KeptScope[] = [{ hold: 'h', from: new Date('2030-01-01') }];
    expect((await (await eraserOf(map)).plan(hold))[0]?.held).toEqual([
      { hold: 'h', category: undefined, rows: 2 },
    ]);
    const early = await eraserOf(map, { before: new Date('2027-01-01') });
    expect(await batch(early, 'notes', [['1'], ['2'], ['3']], [], true)).toMatchObject({ deleted: 1 });
    const wide: KeptScope[] = [{ hold: 'h', from: new Date(-8.64e15), to: new Date(8.64e15) }];
    expect(await batch(await eraserOf(map), 'notes', [['1'], ['3']], wide)).toMatchObject({ deleted: 0 });
  });

  it('cuts nothing to fit, and fails with a sentence that quotes nobody’s data', async () => {
    await shop.tables(`
      CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100), code varchar(60));
      CREATE TABLE bills (id integer PRIMARY KEY, note integer REFERENCES notes (id));
      INSERT INTO notes VALUES (1, '${EMAIL}', 'c');
      INSERT INTO bills VALUES (1, 1)`);
    const map = (erase: unknown) =>
      mapOf({
        id: 'notes',
        leads: [address],
        fields: ['email', { name: 'code', column: 'code', erase: { pseudonym: 'text' } }],
        erase,
      });
    const deleting = await eraserOf(map(gone));
    const failure = (fault: string, code: string) =>
      new SourceUnavailable('shop', finding('unavailable', { source: 'shop', doing: 'erase', fault, code }));
    await expect(batch(deleting, 'notes', [['1']])).rejects.toThrow(
      failure('referred', 'ER_ROW_IS_REFERENCED_2'),
    );
    expect(await batch(deleting, 'notes', [['secret-key']])).toMatchObject({ deleted: 0 });
    const clearing = await eraserOf(map({ action: 'clear' }));
    await shop.run('ALTER TABLE shop.notes MODIFY code varchar(20)');
    await expect(batch(clearing, 'notes', [['1']])).rejects.toThrow(failure('unknown', 'ER_DATA_TOO_LONG'));
    expect(await shop.all('SELECT email, code FROM shop.notes')).toEqual([[EMAIL, 'c']]);
  });

  it('lets no row go with another that came to refer to it meanwhile', async () => {
    await shop.tables(`
      CREATE TABLE users (id integer PRIMARY KEY, email varchar(100));
      CREATE TABLE posts (id integer PRIMARY KEY, owner integer, FOREIGN KEY (owner) REFERENCES users (id) ON DELETE CASCADE);
      INSERT INTO users VALUES (1, '${EMAIL}'), (2, '${EMAIL}')`);
    const map = mapOf(
      {
        id: 'users',
        leads: [address],
        fields: ['id', 'email'],
        erase: { action: 'delete', unlessReferredBy: [{ collection: 'posts', column: 'owner' }] },
      },
      {
        id: 'posts',
        leads: [{ by: 'membership', column: 'owner', collection: 'users', key: 'id' }],
        fields: ['id'],
        notPersonal: ['owner'],
        erase: gone,
      },
    );
    const eraser = await eraserOf(map);
    await shop.other.run('BEGIN; INSERT INTO shop.posts VALUES (7, 2)');
    const erasing = batch(eraser, 'users', [['1'], ['2']]);
    await shop.waiting();
    await shop.other.run('COMMIT');
    expect(await erasing).toMatchObject({ deleted: 1, cleared: 1 });
    expect(await shop.all('SELECT id, email FROM shop.users')).toEqual([[2, null]]);
    expect(await shop.all('SELECT id FROM shop.posts')).toEqual([[7]]);
  });

  it('finds each row of a batch by its key, however many rows the person has, and locks no other', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => `(${n + 1}, ${n % 2}, 'n')`);
    await shop.tables(`
      CREATE TABLE users (id integer PRIMARY KEY, email varchar(100));
      CREATE TABLE posts (id integer PRIMARY KEY, owner integer, note text, KEY (owner));
      INSERT INTO users VALUES (1, '${EMAIL}');
      INSERT INTO posts VALUES ${rows.join()};
      ANALYZE TABLE posts`);
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
        leads: [{ by: 'identifier', identifier: 'user', column: 'owner' }],
        fields: ['id', 'note'],
        notPersonal: ['owner'],
        erase: { action: 'clear', unlink: ['owner'] },
      },
    );
    const eraser = await eraserOf(map);
    const found: unknown[] = [];
    await shop.transaction(async (statements) => {
      await eraser.eraseBatch(
        {
          query: async <Row>(sql: string, parameters?: readonly unknown[]) => {
            if (/^(SELECT|UPDATE)/.test(sql)) {
              const plan = await statements.query<Record<string, unknown>>(`EXPLAIN ${sql}`, parameters);
              for (const { table, type, key } of plan) if (table === 't') found.push([type, key]);
            }
            return statements.query<Row>(sql, parameters);
          },
        },
        'posts',
        [['2'], ['4'], ['5']],
        [{ hold: 'h', recordIds: ['4'] }],
      );
      const [locked] = await shop.server.query(
        'SELECT trx_rows_locked AS n FROM information_schema.INNODB_TRX',
      );
      expect(Number(locked?.n)).toBeLessThanOrEqual(10);
    });
    expect(found).toEqual([
      ['eq_ref', 'PRIMARY'],
      ['eq_ref', 'PRIMARY'],
    ]);
  });

  it('tells keys together whose rows are counted together, the last first where rows refer to each other', async () => {
    await shop.tables(`
      CREATE TABLE boards (id integer PRIMARY KEY, many integer);
      CREATE TABLE notes (id integer PRIMARY KEY, board integer, parent integer, email varchar(100));
      INSERT INTO boards VALUES (1, 9), (2, 9), (3, 9);
      INSERT INTO notes VALUES (1, 2, NULL, '${EMAIL}'), (2, 1, NULL, '${EMAIL}'), (3, 2, 1, '${EMAIL}'),
        (4, 1, 2, '${EMAIL}'), (5, 2, 3, '${EMAIL}'), (6, 2, NULL, 'other@x.test'), (7, 1, NULL, 'other@x.test'),
        (8, NULL, NULL, '${EMAIL}')`);
    const map = mapOf({
      id: 'notes',
      leads: [address],
      fields: ['id', 'email'],
      notPersonal: ['board', 'parent'],
      erase: { action: 'delete', unlessReferredBy: [{ collection: 'notes', column: 'parent' }] },
      recounts: [{ table: 'boards', column: 'many', key: 'id', of: 'board' }],
    });
    const eraser = await eraserOf(map);
    const keys: RecordKey[] = [];
    for await (const piece of eraser.keys(['notes'], 2)) keys.push(...piece.keys);
    expect(keys.flat()).toEqual(['8', '4', '2', '5', '3', '1']);
    expect(await eraseBy(shop.transaction, eraser, [], 2)).toMatchObject({ notes: { deleted: 6 } });
    expect(await shop.all('SELECT id, many FROM shop.boards')).toEqual([
      [1, 1],
      [2, 1],
      [3, 9],
    ]);
  });

  it('asks what the user that erases may do, and changes nothing', async () => {
    await shop.tables(`
      CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100), body text, state varchar(9) NOT NULL);
      INSERT INTO notes VALUES (1, '${EMAIL}', 'b', 'new');
      CREATE OR REPLACE USER eraser IDENTIFIED BY 'e'; GRANT SELECT, UPDATE (email) ON shop.notes TO eraser`);
    const map = mapOf({
      id: 'notes',
      leads: [address],
      fields: ['email', 'body'],
      notPersonal: ['state'],
      erase: { action: 'clear' },
      restrict: { column: 'state', value: 'held' },
    });
    const ask = () => shop.as('eraser', 'e', (statements) => shop.erasable(map).writeMismatches(statements));
    // Rows are cleared by one column, and hidden by another.
    for (const column of ['body', 'state']) {
      expect(await ask()).toEqual([
        finding('notWritable', { collection: 'notes', table: 'notes', code: 'ER_COLUMNACCESS_DENIED_ERROR' }),
      ]);
      await shop.run(`GRANT UPDATE (${column}) ON shop.notes TO eraser`);
    }
    expect(await ask()).toEqual([]);
    expect(await shop.all('SELECT email, body, state FROM shop.notes')).toEqual([[EMAIL, 'b', 'new']]);
  });

  it('is not begun where map and database differ', async () => {
    await shop.tables(`
      CREATE TABLE users (id integer PRIMARY KEY, email varchar(100), name varchar(50) NOT NULL, code varchar(20), n integer,
        token binary(16), kind enum('a','b'), small tinyint, nick varchar(50) UNIQUE, sum integer AS (n + 1), born text);
      CREATE TABLE posts (id integer PRIMARY KEY, owner integer, email varchar(100),
        FOREIGN KEY (owner) REFERENCES users (id) ON DELETE CASCADE);
      CREATE TABLE old (id integer PRIMARY KEY, email varchar(100)) ENGINE=MyISAM;
      CREATE TABLE past (id integer PRIMARY KEY, email varchar(100)) WITH SYSTEM VERSIONING;
      CREATE VIEW seen AS SELECT * FROM users;
      CREATE TRIGGER copies BEFORE DELETE ON posts FOR EACH ROW SET @gone = OLD.id`);
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
          { name: 'kind', column: 'kind', erase: { constant: 'c' } },
          { name: 'small', column: 'small', erase: { constant: 200 } },
          { name: 'nick', column: 'nick', erase: { constant: 'gone' } },
          'sum',
        ],
        withheld: [{ column: 'token', reason: title, erase: { pseudonym: 'bytes' } }],
        erase: gone,
      },
      { id: 'posts', leads: [address], fields: ['email'], erase: gone },
      { id: 'old', leads: [address], fields: ['email'], erase: gone },
      { id: 'past', leads: [address], fields: ['email'], erase: gone },
      { id: 'seen', leads: [address], fields: ['email'], erase: gone },
    );
    const failure: unknown = await eraserOf(map).catch((error: unknown) => error);
    expect((failure as Error).message.split(/(?<=\.) (?=\w+: )/)).toEqual([
      'The data map of the system "shop" cannot be erased by.',
      'users: users.born is no date.',
      'users: users.name may not be empty, so it needs an erase rule of its own.',
      'users: users.code is too short for a pseudonym, which has 39 characters.',
      'users: users.n is no text, so it cannot hold a pseudonym of text.',
      'users: users.kind cannot hold the constant that erasing puts there.',
      'users: users.small cannot hold the constant that erasing puts there.',
      'users: users.nick is unique, so it needs a pseudonym instead of a constant or a shortened address.',
      'users: users.sum is made from other columns, so its erase must be keep.',
      'users: users.token is too short for a pseudonym of bytes, which has 23 bytes.',
      'users: deleting from users deletes from posts, which unlessReferredBy must name.',
      'old: the engine of old cannot undo changes; nothing is erased in tables other than those of InnoDB.',
      'past: past keeps old versions of its rows, in which nothing is erased.',
      'seen: seen is a view, in which nothing is erased.',
    ]);
    const warnings = await shop.warnings(map);
    expect(warnings).toContainEqual(
      finding('triggers', { collection: 'posts', table: 'posts', triggers: 'copies' }),
    );
    await shop.run(`CREATE OR REPLACE USER reader IDENTIFIED BY 'r'; GRANT SELECT ON shop.* TO reader`);
    const seen = await shop.mismatchesAs('reader', 'r', map);
    expect(seen.map(({ code }) => code)).toContain('cascade');
  });
});
