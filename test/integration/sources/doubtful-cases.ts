import { expect, it } from 'vitest';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { type ErasableSource } from '../../../src/sources/erasing.js';
import { type Source, type SourceSubject, type UnconfirmedRows } from '../../../src/sources/snapshot.js';
import { mapOf } from './map-of.js';
import { records, type Row } from './portal-rows.js';

/** A shop in one kind of database. */
export interface DoubtfulShop {
  tables(sql: string): Promise<void>;
  source(map: DataMap): Source;
  erasable(map: DataMap): ErasableSource;
}

const JOSE = { emails: ['jose@x.test'] };

/** Users have notes; a guest only typed an address; notes have words and marks, which hang on them. */
const map = mapOf(
  {
    id: 'users',
    leads: [{ by: 'address', column: 'email' }],
    learns: [{ identifier: 'user', column: 'id' }],
    fields: ['id'],
    erase: { action: 'delete' },
  },
  {
    id: 'notes',
    leads: [
      { by: 'identifier', identifier: 'user', column: 'owner' },
      { by: 'address', column: 'email', unconfirmed: true, where: [{ column: 'owner', isNull: true }] },
      // A gift tells for whom it is, whoever gave it.
      { by: 'address', column: 'gift', unconfirmed: true },
    ],
    fields: ['id', 'said'],
    erase: { action: 'delete' },
  },
  {
    id: 'words',
    leads: [{ by: 'membership', column: 'note', collection: 'notes', key: 'id' }],
    fields: ['id'],
    erase: { action: 'delete' },
  },
  {
    id: 'orders',
    key: ['shop', 'number'],
    leads: [
      { by: 'address', column: 'email', unconfirmed: true },
      { by: 'membership', column: 'note', collection: 'notes', key: 'id' },
    ],
    fields: ['shop', 'number'],
    erase: { action: 'delete' },
  },
);

const TABLES = `
  CREATE TABLE users (id integer PRIMARY KEY, email varchar(100));
  CREATE TABLE notes (id integer PRIMARY KEY, owner integer, email varchar(100), gift varchar(100), said varchar(100));
  CREATE TABLE words (id integer PRIMARY KEY, note integer);
  CREATE TABLE orders (shop varchar(20) NOT NULL, number integer NOT NULL, email varchar(100), note integer,
    PRIMARY KEY (shop, number));
  INSERT INTO users VALUES (7, 'jose@x.test'), (8, 'mona@x.test');
  INSERT INTO notes VALUES (1, 7, 'jose@x.test', NULL, 'by the account'), (2, NULL, 'JOSE@x.test ', NULL, 'typed'),
    (3, NULL, 'jose@x.test', NULL, 'typed as well'), (4, NULL, 'mona@x.test', NULL, 'another one''s'),
    (5, 7, NULL, 'jose@x.test', 'to oneself'), (6, 8, NULL, 'jose@x.test', 'for jose');
  INSERT INTO words VALUES (10, 1), (20, 2), (30, 3), (60, 6);
  INSERT INTO orders VALUES ('a', 2, 'jose@x.test', NULL), ('a', 10, 'jose@x.test', 1), ('b', 2, 'jose@x.test', 3),
    ('b', 3, 'jose@x.test', NULL), ('b', 4, 'mona@x.test', NULL)`;

/** The cases that every kind of database has to stand. */
export function doubtfulCases(shop: () => DoubtfulShop): void {
  const begin = () => shop().tables(TABLES);

  async function looked<T>(look: (rows: UnconfirmedRows) => Promise<T>, subject = JOSE): Promise<T> {
    const rows = await shop().source(map).unconfirmed(subject);
    try {
      return await look(rows);
    } finally {
      await rows.close();
    }
  }

  const keys = async (collection: string, after?: readonly string[], most = 100) =>
    (await looked((rows) => rows.page(collection, after, most))).map(({ key }) => key);

  async function read(collection: string, notTheirs?: SourceSubject['notTheirs']): Promise<Row[]> {
    const snapshot = await shop()
      .source(map)
      .open({ ...JOSE, notTheirs });
    const found = await records(snapshot, collection);
    expect(await snapshot.count(collection)).toBe(found.length);
    await snapshot.close();
    return found;
  }

  const ids = async (collection: string, notTheirs?: SourceSubject['notTheirs']) =>
    (await read(collection, notTheirs)).map(({ id }) => id);

  const order = ({ shop: at, number }: Row) => `${String(at)}${String(number)}`;

  it('lists what nothing but an unconfirmed address leads to, in pages by key', async () => {
    await begin();
    expect(await looked((rows) => Promise.resolve(rows.collections.map(({ id }) => id)))).toEqual([
      'notes',
      'orders',
    ]);
    expect(await keys('notes')).toEqual([['2'], ['3'], ['6']]);
    expect(await keys('notes', undefined, 2)).toEqual([['2'], ['3']]);
    expect(await keys('notes', ['3'], 2)).toEqual([['6']]);
    expect(await keys('orders')).toEqual([
      ['a', '2'],
      ['b', '2'],
      ['b', '3'],
    ]);
    expect(await keys('orders', ['a', '9'])).toEqual([
      ['b', '2'],
      ['b', '3'],
    ]);
    expect(await keys('orders', ['b', '2'])).toEqual([['b', '3']]);
    const [row] = await looked((rows) => rows.page('notes', undefined, 1));
    expect(JSON.parse(row?.record ?? '')).toEqual({ id: 2, said: 'typed' });
    expect(await keys('users')).toEqual([]);
    expect(await keys('words')).toEqual([]);
    expect(await looked((rows) => rows.page('notes', undefined, 9), { emails: [] })).toEqual([]);
  });

  it('knows of given keys which are such rows', async () => {
    await begin();
    const among = (collection: string, ...given: readonly (readonly string[])[]) =>
      looked((rows) => rows.among(collection, given));
    expect(await among('notes', ['1'], ['2'], ['4'], ['5'], ['99'], ['2'])).toEqual([['2']]);
    expect(await among('orders', ['a', '2'], ['a', '10'], ['a', '3'])).toEqual([['a', '2']]);
    expect(await among('words', ['20'])).toEqual([]);
    expect(await among('notes')).toEqual([]);
  });

  it('leaves out what is not theirs, and what hangs on it alone', async () => {
    await begin();
    expect(await ids('notes')).toEqual([1, 2, 3, 5, 6]);
    expect(await ids('words')).toEqual([10, 20, 30, 60]);
    const notTheirs = { shop: { notes: [['2'], ['6']], orders: [['a', '2']] } };
    expect(await ids('notes', notTheirs)).toEqual([1, 3, 5]);
    expect(await ids('words', notTheirs)).toEqual([10, 30]);
    expect((await read('orders', notTheirs)).map(order)).toEqual(['a10', 'b2', 'b3']);
    // It hangs on a row that is theirs, to which nothing else leads either.
    expect((await read('orders', { shop: { orders: [['b', '2']] } })).map(order)).toEqual([
      'a2',
      'a10',
      'b3',
    ]);
    expect(await ids('users', notTheirs)).toEqual([7]);
    expect(await ids('notes', { other: { notes: [['2']] } })).toEqual([1, 2, 3, 5, 6]);
  });

  it('gives no row away that something else leads to as well', async () => {
    await begin();
    const notTheirs = { shop: { notes: [['1'], ['5'], ['99'], ['4']], orders: [['a', '10']] } };
    expect(await ids('notes', notTheirs)).toEqual([1, 2, 3, 5, 6]);
    expect((await read('orders', notTheirs)).map(order)).toEqual(['a2', 'a10', 'b2', 'b3']);
  });

  it('leaves out many rows by their keys', async () => {
    await begin();
    const many = Array.from({ length: 700 }, (_, n) => 1000 + n);
    await shop().tables(
      `${TABLES}; INSERT INTO notes (id, email) VALUES ${many.map((n) => `(${n}, 'jose@x.test')`).join(', ')};
       INSERT INTO orders (shop, number, email) VALUES ${many.map((n) => `('m', ${n}, 'jose@x.test')`).join(', ')}`,
    );
    const notTheirs = {
      shop: {
        notes: many.slice(1).map((n) => [String(n)]),
        orders: many.slice(1).map((n) => ['m', String(n)]),
      },
    };
    expect(await ids('notes', notTheirs)).toEqual([1, 2, 3, 5, 6, 1000]);
    expect(await read('orders', notTheirs)).toHaveLength(5);
  });

  it('neither plans nor erases such rows, and finds none of them afterwards', async () => {
    await begin();
    const notTheirs = { shop: { notes: [['2'], ['6']], orders: [['a', '2']] } };
    const eraser = await shop()
      .erasable(map)
      .eraser({ ...JOSE, notTheirs }, { comments: 'delete' });
    const planned = await eraser.plan([]);
    expect(Object.fromEntries(planned.map(({ view, rows }) => [view.id, rows]))).toEqual({
      ...{ users: 1, notes: 3, words: 2, orders: 3 },
    });
    for await (const { keys } of eraser.keys(['notes'], 10)) expect(keys).toEqual([['1'], ['3'], ['5']]);
    const left = Object.fromEntries(
      (await eraser.remaining([])).map(({ collection, rows }) => [collection, rows]),
    );
    expect(left).toEqual({ users: 1, notes: 3, words: 2, orders: 3 });
  });
}
