import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MariaPool } from '../../../src/sources/mariadb/maria-pool.js';
import { MariaSource } from '../../../src/sources/mariadb/maria-source.js';
import { checkSource } from '../../../src/sources/source-check.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB } from '../../support/mariadb-server.js';
import { mapOf } from './map-of.js';
import { MariaShop } from './maria-shop.js';
import { drained, lines, records } from './portal-rows.js';

const MEGABYTE = 1_000_000;
const address = { by: 'address', column: 'email' };
const notes = mapOf({ id: 'notes', leads: [address], fields: ['id', 'body'] });

describe.skipIf(!hasMariaDb)(`reading a MariaDB (${HOW_TO_GET_A_MARIADB})`, () => {
  let shop: MariaShop;

  beforeAll(async () => {
    shop = await MariaShop.start('--max-allowed-packet=4M');
  }, 120_000);
  afterEach(() => shop.tidy());
  afterAll(() => shop.stop());

  const many = (rows: number, length: number) =>
    shop.tables(`
      CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100), body longtext, KEY (email));
      INSERT INTO notes SELECT seq, 'jose@x.test', REPEAT('ن', ${length}) FROM seq_1_to_${rows}`);

  it('writes every type as bundles have it', async () => {
    await shop.tables(`
      SET sql_mode = '';
      CREATE TABLE things (
        id integer(5) ZEROFILL PRIMARY KEY, email varchar(100), big bigint unsigned, small tinyint(1), price decimal(30,10),
        ratio double, part float, flags bit(5), year year, body longtext, latin varchar(50) CHARACTER SET latin1, kind enum('à', 'b'),
        raw varbinary(300), day date, time time, local datetime(6), instant timestamp(3) NULL, doc json, place point, code uuid, ip inet6);
      SET time_zone = '+03:00';
      INSERT INTO things VALUES (12, 'jose@x.test', 18446744073709551615, 1, 12345678901234567890.1234567890, 1.5e300, 1.1,
        b'10001', 2026, CONCAT('"\\\\/', CHAR(0), CHAR(1), CHAR(9), '\n\r😀 نص \u2028'), UNHEX('E980'), 'à',
        UNHEX(REPEAT('00FF0A', 60)), '2026-02-03', '-12:30:01', '2026-02-03 04:05:06.789123', '2026-02-03 04:05:06.789',
        '{"a" : 9007199254740993,\r\n "b": ["x\\\\ny", null]}', POINT(1, 2), '123E4567-e89b-12d3-a456-426614174000', '2001:db8::1'),
      (13, 'jose@x.test', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '0000-00-00', NULL,
        '0000-00-00 00:00:00', '0000-00-00 00:00:00', NULL, NULL, NULL, NULL),
      (14, 'jose@x.test', 0, 0, 0.5, -0.0, 0, 0, 1901, '', '', 'b', '', '2026-00-10', '838:59:59', '2026-00-10 00:00:00', NULL, 'null', NULL, NULL, NULL)`);
    const columns =
      'id big small price ratio part flags year body latin kind raw day time local instant doc place code ip'.split(
        ' ',
      );
    const snapshot = await shop.open(mapOf({ id: 'things', leads: [address], fields: columns }));
    const written = await text(snapshot.read('things'));
    // Numbers keep all their digits, which no JavaScript number holds.
    expect(written).toMatch(/"big": 18446744073709551615, .*"price": 12345678901234567890\.1234567890,/);
    expect(written).toMatch(/"doc": \{"a" : 9007199254740993, {3}"b": \["x\\ny", null\]\}/);
    expect(written.split('\n')).toHaveLength(4);
    const [whole, empty, odd] = lines(written);
    expect(Object.keys(whole ?? {})).toEqual(columns);
    expect(whole).toMatchObject({
      id: 12,
      small: 1,
      ratio: 1.5e300,
      part: 1.1,
      flags: 17,
      year: 2026,
      body: '"\\/\0\u0001\t\n\r😀 نص \u2028',
      latin: 'é€',
      kind: 'à',
      raw: Buffer.from('00ff0a'.repeat(60), 'hex').toString('base64'),
      day: '2026-02-03',
      time: '-12:30:01',
      local: '2026-02-03T04:05:06.789',
      instant: '2026-02-03T01:05:06.789Z',
      place: 'POINT(1 2)',
      code: '123e4567-e89b-12d3-a456-426614174000',
      ip: '2001:db8::1',
    });
    expect(empty).toMatchObject({
      day: '0000-00-00',
      local: '0000-00-00 00:00:00.000000',
      instant: '0000-00-00 00:00:00.000',
    });
    expect(Object.values(empty ?? {}).filter((value) => value === null)).toHaveLength(16);
    expect(odd).toMatchObject({
      big: 0,
      price: 0.5,
      year: 1901,
      body: '',
      raw: '',
      day: '2026-00-10',
      local: '2026-00-10 00:00:00.000000',
      time: '838:59:59',
      doc: null,
    });
  });

  it('looks other rows up, and orders by the key', async () => {
    await shop.tables(`
      CREATE TABLE notes (a integer, b varchar(5), email varchar(100), other varchar(100), post integer, PRIMARY KEY (a, b));
      CREATE TABLE posts (id integer PRIMARY KEY, title text);
      INSERT INTO posts VALUES (1, 'عنوان');
      INSERT INTO notes VALUES (2, 'a', 'jose@x.test', '', 1), (1, 'b', '', 'jose@x.test', 5), (1, 'a', 'jose@x.test', 'jose@x.test', NULL)`);
    const map = mapOf({
      id: 'notes',
      key: ['a', 'b'],
      leads: [address, { by: 'address', column: 'other' }],
      joins: [{ name: 'post', table: 'posts', column: 'post', key: 'id' }],
      fields: ['a', 'b', { name: 'title', column: 'title', join: 'post' }],
    });
    expect(await shop.read(map, 'notes')).toEqual([
      { a: 1, b: 'a', title: null },
      { a: 1, b: 'b', title: null },
      { a: 2, b: 'a', title: 'عنوان' },
    ]);
  });

  it('reads views, and keys that may be empty, by the rows themselves', async () => {
    await shop.tables(`
      CREATE TABLE rows_ (id integer NULL UNIQUE, email varchar(100), other varchar(100));
      CREATE VIEW seen AS SELECT * FROM rows_;
      INSERT INTO rows_ VALUES (NULL, 'jose@x.test', 'jose@x.test'), (NULL, 'x', 'jose@x.test'), (5, 'x', 'x'), (6, 'x', 'JOSE@x.test')`);
    const leads = [
      { ...address, unconfirmed: true },
      { by: 'address', column: 'other' },
    ];
    const map = mapOf({ id: 'rows_', leads, fields: ['id'] }, { id: 'seen', leads, fields: ['id'] });
    const mine = [null, null, 6].map((id) => ({ id, addressUnconfirmed: false }));
    expect(await shop.read(map, 'rows_')).toEqual(mine);
    expect(await shop.read(map, 'seen')).toEqual(mine);
  });

  it('sees one instant, whatever is written meanwhile', async () => {
    await many(20_000, 50);
    const snapshot = await shop.open(notes);
    const stream = snapshot.read('notes');
    await once(stream, 'readable');
    await shop.server.query(
      "UPDATE shop.notes SET body = 'new'; DELETE FROM shop.notes WHERE id > 100; INSERT INTO shop.notes VALUES (0, 'jose@x.test', 'new')",
    );
    const found = lines(await text(stream));
    expect(found).toHaveLength(20_000);
    expect(found.filter(({ body }) => body !== 'ن'.repeat(50))).toEqual([]);
    expect(await snapshot.count('notes')).toBe(20_000);
    await snapshot.close();
    expect(await shop.read(notes, 'notes')).toHaveLength(101);
  });

  it('reads 100,000 records in bounded memory, however slow the reader', async () => {
    await many(100_000, 500);
    const snapshot = await shop.open(notes);
    const before = process.memoryUsage().rss;
    let most = 0;
    let chunks = 0;
    const stream = snapshot.read('notes');
    await once(stream, 'readable');
    await after(500);
    most = process.memoryUsage().rss;
    const found = await drained(stream, () => {
      chunks += 1;
      if (chunks % 50 === 0) most = Math.max(most, process.memoryUsage().rss);
    });
    expect(found.lines).toBe(100_000);
    expect(found.bytes).toBeGreaterThan(100 * MEGABYTE);
    expect(most - before).toBeLessThan(100 * MEGABYTE);
    expect(await snapshot.count('notes')).toBe(100_000);
  }, 120_000);

  it('ends with an error, not early, where the connection is killed amid a stream', async () => {
    await many(20_000, 500);
    const snapshot = await shop.open(notes);
    const stream = snapshot.read('notes');
    await once(stream, 'readable');
    const running = await shop.server.query(
      "SELECT id FROM information_schema.PROCESSLIST WHERE DB = 'shop' AND COMMAND = 'Execute'",
    );
    await shop.server.query(`KILL ${String(running[0]?.id)}`);
    await expect(text(stream)).rejects.toMatchObject({
      name: 'SourceUnavailable',
      message: expect.stringMatching(
        /^The system "shop" cannot be read\. It ended the connection\. \(/,
      ) as string,
    });
    await expect(snapshot.count('notes')).rejects.toThrow('The connection to the system "shop" is closed.');
    // The only connection is given back, and another one is made.
    expect(await (await shop.open(notes)).count('notes')).toBe(20_000);
  });

  it('gives its connection up where a stream is left half-way', async () => {
    await many(20_000, 500);
    const left = (await shop.open(notes)).read('notes');
    await once(left, 'readable');
    left.destroy();
    await once(left, 'close');
    const closed = await shop.open(notes);
    const amid = closed.read('notes');
    await once(amid, 'readable');
    expect(() => closed.read('notes')).toThrow('One stream at a time');
    await closed.close();
    expect(amid.destroyed).toBe(true);
    expect(await (await shop.open(notes)).count('notes')).toBe(20_000);
  });

  it('stops what takes too long', async () => {
    await shop.tables(`
      CREATE TABLE slow_ (id integer PRIMARY KEY, email varchar(100));
      INSERT INTO slow_ VALUES (1, 'jose@x.test');
      CREATE VIEW notes AS SELECT id, email, SLEEP(20) AS body FROM slow_`);
    const snapshot = await shop.open(notes, { limits: { search: 5000, stream: 300 } });
    await expect(text(snapshot.read('notes'))).rejects.toThrow(
      /It took too long, and was stopped\. \(1969\)/,
    );
    const taught = mapOf({
      id: 'notes',
      leads: [address],
      learns: [{ identifier: 'a', column: 'body' }],
      fields: ['id'],
    });
    await expect(shop.open(taught, { limits: { search: 300, stream: 5000 } })).rejects.toThrow(
      /It took too long/,
    );
  });

  it('does not pass over what the database would leave out for its length', async () => {
    await shop.tables(`
      CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100), body longblob, note longtext, more longtext);
      INSERT INTO notes VALUES (1, 'jose@x.test', REPEAT('a', 2500000), '', ''), (2, 'mona@x.test', REPEAT('a', 3500000), '', ''),
        (3, 'rami@x.test', '', REPEAT('a', 3500000), REPEAT('a', 3500000))`);
    const map = mapOf({ id: 'notes', leads: [address], fields: ['id', 'body', 'note', 'more'] });
    const [fits] = await shop.read(map, 'notes');
    expect((fits?.body as string).length).toBe(Math.ceil(2_500_000 / 3) * 4);
    for (const emails of [['mona@x.test'], ['rami@x.test']]) {
      const snapshot = await shop.open(map, { emails });
      await expect(text(snapshot.read('notes'))).rejects.toThrow(
        'longer than its database hands out; its max_allowed_packet must be raised',
      );
    }
  });

  it('names what does not fit, line by line', async () => {
    await shop.tables(`
      CREATE TABLE notes (id integer, email varchar(100), KEY (id));
      CREATE TABLE posts (id integer PRIMARY KEY)`);
    const map = mapOf(
      { id: 'notes', leads: [address], fields: ['id', 'body'] },
      {
        id: 'posts',
        leads: [{ by: 'membership', column: 'note', collection: 'notes', key: 'id' }],
        joins: [{ name: 'note', table: 'notes', column: 'id', key: 'id' }],
        fields: ['id'],
      },
      { id: 'gone', leads: [address], fields: ['id'] },
    );
    await expect(shop.open(map)).rejects.toThrow(
      'The data map of the system "shop" does not fit its database. notes: there is no column notes.body. ' +
        'notes: the key (id) of notes is not unique. posts: there is no column posts.note. ' +
        'posts: notes.id is not unique. gone: there is no table gone.',
    );
  });

  it('says so where a table goes between the look at it and the reading', async () => {
    await many(10, 5);
    const snapshot = await shop.open(notes);
    await shop.server.query('DROP TABLE shop.notes');
    await expect(snapshot.count('notes')).rejects.toThrow('does not fit its database');
  });

  it('needs nothing but SELECT', async () => {
    await many(50, 5);
    await shop.server.query(`
      CREATE USER IF NOT EXISTS reader IDENTIFIED BY 'p@ss:w/rd';
      GRANT SELECT (id, email) ON shop.notes TO reader`);
    const reader = new MariaPool(shop.server.url('shop', 'reader', encodeURIComponent('p@ss:w/rd')), 1);
    try {
      await expect(new MariaSource('shop', notes, reader).open({ emails: [] })).rejects.toThrow(
        'there is no column notes.body',
      );
      await shop.server.query('GRANT SELECT ON shop.notes TO reader');
      const snapshot = await new MariaSource('shop', notes, reader).open({ emails: ['jose@x.test'] });
      expect(await records(snapshot, 'notes')).toHaveLength(50);
      await snapshot.close();
    } finally {
      await reader.end();
    }
  });

  it.each([
    ['mysql://root@127.0.0.1:1/shop', 'Nothing answers at its address. (ECONNREFUSED)'],
    ['mysql://root@nowhere.invalid:3306/shop', 'Its host name is not known. (E'],
  ])('says of %s that it cannot be read', async (url, sentence) => {
    const pool = new MariaPool(url, 1);
    try {
      await expect(new MariaSource('far', notes, pool).open({ emails: [] })).rejects.toThrow(
        `The system "far" cannot be read. ${sentence}`,
      );
    } finally {
      await pool.end();
    }
  });

  it('says of a wrong password and a wrong database what is wrong, and not the password', async () => {
    for (const [url, sentence] of [
      [
        shop.server.url('shop', 'root', 's3cret'),
        'It refuses the user name or the password. (ER_ACCESS_DENIED_ERROR)',
      ],
      [shop.server.url('nothing'), 'It has no database of that name. (ER_BAD_DB_ERROR)'],
    ] as const) {
      const pool = new MariaPool(url, 1);
      await expect(new MariaSource('far', notes, pool).open({ emails: [] })).rejects.toThrow(
        `The system "far" cannot be read. ${sentence}`,
      );
      await pool.end();
    }
  });

  it('replaces a connection that died while nobody used it', async () => {
    await many(3, 1);
    await (await shop.open(notes)).close();
    for (const { id } of await shop.server.query(
      "SELECT id FROM information_schema.PROCESSLIST WHERE DB = 'shop' AND COMMAND = 'Sleep'",
    )) {
      await shop.server.query(`KILL ${String(id)}`);
    }
    await after(200);
    expect(await (await shop.open(notes)).count('notes')).toBe(3);
  });

  /** A source behind a network whose wires can be taken. */
  const farAway = async (use: (source: MariaSource, wires: readonly Socket[]) => Promise<void>) => {
    const real = new URL(shop.server.url('shop'));
    const port = Number(real.port);
    const wires: Socket[] = [];
    const proxy = createServer((near) => {
      const far = createConnection(port, '127.0.0.1');
      near.pipe(far).pipe(near);
      for (const wire of [near, far]) wires.push(wire.on('error', () => undefined));
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    real.port = String((proxy.address() as AddressInfo).port);
    const pool = new MariaPool(real.href, 1);
    try {
      await use(new MariaSource('far', notes, pool, { search: 5000, stream: 100 }), wires);
    } finally {
      for (const wire of wires) wire.destroy();
      proxy.close();
      await pool.end();
    }
  };

  it('gives up where the network goes silent amid a snapshot', async () => {
    await many(3, 1);
    await farAway(async (source, wires) => {
      const snapshot = await source.open({ emails: ['jose@x.test'] });
      expect(await snapshot.count('notes')).toBe(3);
      for (const wire of wires) wire.unpipe().pause();
      await expect(text(snapshot.read('notes'))).rejects.toThrow('It did not answer in time. (ETIMEDOUT)');
    });
  });

  it('tells of an end that came before anybody read', async () => {
    await many(3, 1);
    await farAway(async (source, wires) => {
      const snapshot = await source.open({ emails: ['jose@x.test'] });
      const stream = snapshot.read('notes');
      for (const wire of wires) wire.destroy();
      while (!stream.closed) await after(10);
      await expect(text(stream)).rejects.toThrow('It ended the connection. (');
      await expect(snapshot.count('notes')).rejects.toThrow('The connection to the system "far" is closed.');
    });
  });

  it('tells which leads no index serves', async () => {
    await shop.tables(`
      CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100), exact varchar(100) COLLATE utf8mb4_bin, kind varchar(9), owner integer,
        other integer, KEY (email(5)), KEY (exact), KEY (kind, owner))`);
    const lead = { by: 'identifier', identifier: 'user' };
    const map = mapOf({
      id: 'notes',
      leads: [
        address,
        { by: 'address', column: 'exact' },
        { ...lead, column: 'owner', where: [{ column: 'kind', equals: 'own' }] },
        { ...lead, column: 'other' },
      ],
      learns: [{ identifier: 'user', column: 'id' }],
      fields: ['id'],
    });
    const found = (await checkSource(shop.source(map))).warnings;
    expect(found.map(({ code, values }) => `${code} ${values.column}`)).toEqual([
      'noFoldedIndex notes.exact',
      'noIndex notes.other',
    ]);
  });

  it('waits no longer than it is told for a connection that others use', async () => {
    await many(1, 1);
    const pool = new MariaPool(shop.server.url('shop'), 1, 2000);
    const source = new MariaSource('shop', notes, pool);
    const held = await source.open({ emails: [] });
    await expect(source.open({ emails: [] })).rejects.toThrow('It did not answer in time. (ETIMEDOUT)');
    await held.close();
    await (await source.open({ emails: [] })).close();
    await pool.end();
  });
});
