import { expect, it, describe, afterAll, beforeAll } from 'vitest';
import {
  type ErasedSubject,
  type Eraser,
  type ErasureScope,
  type KeptScope,
  type RecordKey,
} from '../../../src/sources/erasing.js';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { eraseBy, leftOf } from './erasing.js';
import { type ErasingShop } from './erasing-shop.js';
import { mapOf, title } from './map-of.js';

const EMAIL = 'jose@x.test';
const address = { by: 'address', column: 'email' };
const gone = { action: 'delete' };
const reason = { ar: 'ا', fr: 'F', en: 'E' };

/** What erasing does, whatever kind of database it is. */
export function erasingCases(open: () => Promise<ErasingShop>): void {
  let shop: ErasingShop;

  beforeAll(async () => {
    shop = await open();
  }, 120_000);
  afterAll(() => shop.stop());

  const eraserOf = (
    map: DataMap,
    scope: Partial<ErasureScope> = {},
    subject: ErasedSubject = { emails: [EMAIL] },
  ): Promise<Eraser> => shop.erasable(map).eraser(subject, { comments: 'delete', ...scope });

  const batch = (eraser: Eraser, id: string, keys: RecordKey[], kept: KeptScope[] = [], named = false) =>
    shop.transaction((statements) => eraser.eraseBatch(statements, id, keys, kept, named));

  async function keysOf(eraser: Eraser, id: string, most = 100): Promise<(readonly RecordKey[])[]> {
    const pieces: (readonly RecordKey[])[] = [];
    for await (const { keys } of eraser.keys([id], most)) pieces.push(keys);
    return pieces;
  }

  /** Orders of two people; `total` is of another category than the rest. */
  async function orders(erase: Record<string, unknown> | undefined, extra: Record<string, unknown> = {}) {
    await shop.tables(`
      CREATE TABLE orders (id integer PRIMARY KEY, email varchar(100), note text NOT NULL, total integer, phone varchar(50) UNIQUE,
        at ${shop.instant}, article varchar(50), state varchar(10) NOT NULL DEFAULT 'open');
      INSERT INTO orders (id, email, note, total, phone, at, article) VALUES
        (1, 'Jose@x.test', 'one', 10, 'p1', '2026-01-01 00:00:00', 'a1'),
        (2, 'jose@x.test ', 'two', 20, 'p2', '2026-02-01 00:00:00.0005', 'a2'),
        (3, 'jose@x.test', 'three', 30, 'p3', NULL, NULL),
        (9, 'josé@x.test', 'other', 90, 'p9', '2026-01-01 00:00:00', 'a1')`);
    return mapOf({
      id: 'orders',
      date: 'at',
      article: 'article',
      leads: [address],
      fields: [
        'id',
        { name: 'email', column: 'email', category: 'contact' },
        { name: 'note', column: 'note', erase: { constant: '' } },
        { name: 'total', column: 'total', category: 'behaviour' },
        { name: 'phone', column: 'phone', category: 'contact', erase: { pseudonym: 'text' } },
        { name: 'state', column: 'state', erase: 'keep' },
      ],
      erase,
      ...extra,
    });
  }

  it('deletes', async () => {
    const eraser = await eraserOf(await orders(gone));
    expect((await eraser.plan([])).map(({ action, rows, held }) => ({ action, rows, held }))).toEqual([
      { action: 'delete', rows: 3, held: [] },
    ]);
    expect(await keysOf(eraser, 'orders', 2)).toEqual([[['1'], ['2']], [['3']]]);
    expect(await leftOf(eraser)).toEqual({ orders: 3 });
    expect(await eraseBy(shop.transaction, eraser)).toEqual({ orders: { deleted: 3, cleared: 0, kept: [] } });
    expect(await shop.all('SELECT id FROM shop.orders')).toEqual([[9]]);
    expect(await leftOf(eraser)).toEqual({});
    expect(await batch(eraser, 'orders', [['1'], ['2'], ['9']])).toEqual({
      deleted: 0,
      cleared: 0,
      kept: [],
    });
  });

  it('clears, each column by its rule, with unique pseudonyms', async () => {
    const eraser = await eraserOf(await orders({ action: 'clear', set: { state: 'erased' } }));
    expect(await eraseBy(shop.transaction, eraser)).toEqual({ orders: { deleted: 0, cleared: 3, kept: [] } });
    const rows = await shop.all(
      'SELECT id, email, note, total, CASE WHEN at IS NULL THEN 1 ELSE 0 END, state, phone FROM shop.orders ORDER BY id',
    );
    const pseudonym = expect.stringMatching(/^erased-[0-9a-f]{32}$/) as string;
    expect(rows).toEqual([
      [1, null, '', null, 0, 'erased', pseudonym],
      [2, null, '', null, 0, 'erased', pseudonym],
      [3, null, '', null, 1, 'erased', pseudonym],
      [9, 'josé@x.test', 'other', 90, 0, 'open', 'p9'],
    ]);
    expect(await leftOf(eraser)).toEqual({});
    const again = await batch(eraser, 'orders', [['1'], ['2'], ['3'], ['9']]);
    expect(again).toEqual({ deleted: 0, cleared: 0, kept: [] });
    expect(
      await shop.all(
        'SELECT id, email, note, total, CASE WHEN at IS NULL THEN 1 ELSE 0 END, state, phone FROM shop.orders ORDER BY id',
      ),
    ).toEqual(rows.map((row) => row.map((value, index) => (index === 6 ? expect.anything() : value))));
  });

  it('clears nothing twice: what is clear already is not counted', async () => {
    const map = await orders({ action: 'clear' });
    const eraser = await eraserOf(map);
    await eraseBy(shop.transaction, eraser);
    const before = await shop.all('SELECT * FROM shop.orders ORDER BY id');
    const named = await batch(eraser, 'orders', [['1'], ['2'], ['3']], [], true);
    expect(named).toEqual({ deleted: 0, cleared: 0, kept: [] });
    expect(await shop.all('SELECT * FROM shop.orders ORDER BY id')).toEqual(before);
  });

  it('leaves, retains, and says where the map allows nothing', async () => {
    await orders(undefined);
    const collection = (id: string, erase: unknown) => ({
      id,
      table: 'orders',
      leads: [address],
      fields: ['id'],
      erase,
    });
    const map = mapOf(
      collection('left', { action: 'leave', reason }),
      collection('kept', { action: 'retain', purpose: 'legal', citation: 'Law 1' }),
      collection('unsaid', undefined),
    );
    const eraser = await eraserOf(map);
    expect((await eraser.plan([])).map(({ action, retained, rows }) => ({ action, retained, rows }))).toEqual(
      [
        { action: 'leave', retained: undefined, rows: 3 },
        { action: 'retain', retained: { purpose: 'legal', citation: 'Law 1' }, rows: 3 },
        { action: 'unreachable', retained: undefined, rows: 3 },
      ],
    );
    expect(await leftOf(eraser)).toEqual({ unsaid: 3 });
    for (const id of ['left', 'kept', 'unsaid']) {
      await expect(batch(eraser, id, [['1']])).rejects.toThrow(/not erased by batches/);
    }
  });

  describe('shortens IP addresses', () => {
    /** What each becomes: with the lengths that a map has where it says none, and where it says 16 and 64. */
    const ADDRESSES: readonly (readonly [string, string | null, string | null])[] = [
      ['203.0.113.9', '203.0.113.0', '203.0.0.0'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1::', '2001:db8:1:2::'],
      ['2001:DB8:1:2::9', '2001:db8:1::', '2001:db8:1:2::'],
      ['fe80::1', 'fe80::', 'fe80::'],
      [' 198.51.100.7 ', '198.51.100.0', '198.51.0.0'],
      ['::ffff:203.0.113.9', '::ffff:203.0.113.0', '::ffff:203.0.0.0'],
      // An IPv4 address inside: 203.0.113.9.
      ['2002:cb00:7109:1::1', '2002:cb00:7100::', '2002:cb00::'],
      // Cut already, whoever wrote it.
      ['203.0.113.0', '203.0.113.0', '203.0.0.0'],
      ['2001:DB8:1:0:0:0:0:0', '2001:DB8:1:0:0:0:0:0', '2001:DB8:1:0:0:0:0:0'],
      ['', '', ''],
      ...[
        '203.0.113.9, 198.51.100.7',
        '203.0.113.9:443',
        '1.2.3',
        '1.2.3.256',
        'Jose',
        '1:2:3:4:5:6:7:8:9',
        '::1::',
        '1::2::3',
        'g::1',
        'fe80::1%eth0',
        '203.0.113.9/24',
      ].map((text) => [text, null, null] as const),
    ];

    async function visits(rule: object, set = false): Promise<DataMap> {
      const rows = ADDRESSES.map(([text], index) => `(${index}, 'jose@x.test', '${text}', '${text}')`);
      await shop.tables(`
        CREATE TABLE visits (id integer PRIMARY KEY, email varchar(100), ip varchar(45), kept varchar(45) NOT NULL);
        INSERT INTO visits VALUES ${rows.join(', ')}, (98, 'jose@x.test', NULL, ''), (99, 'josé@x.test', '203.0.113.9', '203.0.113.9')`);
      const address = { by: 'address', column: 'email' };
      return mapOf({
        id: 'visits',
        leads: [address],
        fields: [
          'email',
          ...['ip', 'kept'].map((column) => ({
            name: column,
            column,
            category: 'technical',
            ...(set ? {} : { erase: rule }),
          })),
        ],
        erase: set
          ? {
              action: 'retain',
              purpose: 'security',
              citation: 'Law 1',
              unlink: ['email'],
              set: { ip: rule, kept: rule },
            }
          : { action: 'clear' },
      });
    }
    const left = () => shop.all('SELECT ip, kept FROM shop.visits ORDER BY id');

    it.each([
      [{ truncate: 'ip' }, 1, false],
      [{ truncate: 'ip', ipv4: 16, ipv6: 64 }, 2, false],
      [{ truncate: 'ip' }, 1, true],
    ] as const)('to their network, by %j', async (rule, which, set) => {
      const map = await visits(rule, set);
      const eraser = await eraserOf(map);
      const all = ADDRESSES.length + 1;
      expect((await eraseBy(shop.transaction, eraser)).visits).toMatchObject({ deleted: 0, cleared: all });
      const after = [
        ...ADDRESSES.map((row) => [row[which], row[which] ?? '']),
        [null, ''],
        ['203.0.113.9', '203.0.113.9'],
      ];
      expect(await left()).toEqual(after);
      expect(await leftOf(eraser)).toEqual({});
      const keys = Array.from({ length: all }, (_, id) => [String(id)]);
      expect(await batch(eraser, 'visits', keys, [], true)).toMatchObject({ deleted: 0, cleared: 0 });
      expect(await left()).toEqual(after);
    });

    it('and finds what was not cut, unless a hold keeps it', async () => {
      const map = await visits({ truncate: 'ip' });
      const eraser = await eraserOf(map);
      await shop.run(`DELETE FROM shop.visits WHERE id > 0; UPDATE shop.visits SET kept = ''`);
      const technical: KeptScope[] = [{ hold: 'h1', category: 'technical' }];
      expect(await batch(eraser, 'visits', [['0']], technical)).toMatchObject({ cleared: 1, partly: 1 });
      expect(await left()).toEqual([['203.0.113.9', '']]);
      expect(await batch(eraser, 'visits', [['0']], [], true)).toMatchObject({ cleared: 1 });
      expect(await left()).toEqual([['203.0.113.0', '']]);
    });
  });

  describe('empties members of values that stay', () => {
    const image = (credit: string) =>
      `a:2:{s:5:"width";i:8;s:10:"image_meta";a:2:{s:6:"credit";s:${Buffer.byteLength(credit)}:"${credit}";s:3:"iso";i:200;}}`;
    const empty = 'a:2:{s:5:"width";i:8;s:10:"image_meta";a:2:{s:6:"credit";s:0:"";s:3:"iso";i:0;}}';

    /** Uploads of two people, and what is noted of them. */
    async function uploads(): Promise<DataMap> {
      await shop.tables(`
        CREATE TABLE uploads (id integer PRIMARY KEY, email varchar(100));
        CREATE TABLE notes (id integer PRIMARY KEY, upload integer, name varchar(50), value text, UNIQUE (upload, name));
        INSERT INTO uploads VALUES (1, 'jose@x.test'), (2, 'jose@x.test'), (9, 'josé@x.test');
        INSERT INTO notes VALUES (11, 1, 'facts', '${image('José')}'), (12, 1, 'file', 'Jose.jpg'),
          (21, 2, 'facts', '${image('José "2"')}'), (23, 2, 'other', 'José'),
          (31, 2, 'facts-2', 'José, and no value of PHP'), (91, 9, 'facts', '${image('josé')}')`);
      const retain = { action: 'retain', purpose: 'legal', citation: 'Law 1' };
      return mapOf(
        { id: 'uploads', leads: [address], fields: ['email'], erase: { ...retain, unlink: ['email'] } },
        {
          id: 'notes',
          leads: [{ by: 'membership', column: 'upload', collection: 'uploads', key: 'id' }],
          fields: [{ name: 'upload', column: 'upload' }],
          entries: {
            ...{ of: 'upload', name: 'name', value: 'value', others: { name: 'other', title } },
            keys: [
              ...[
                { key: 'facts', name: 'facts', title, format: 'php', erase: { members: ['image_meta.*'] } },
              ],
              ...[{ prefix: 'facts-', name: 'more', title, format: 'php', erase: { members: ['x'] } }],
            ],
          },
          erase: retain,
        },
      );
    }
    const values = async () =>
      Object.fromEntries((await shop.all('SELECT id, value FROM shop.notes')) as [number, string][]);

    it('and lets the rest be, once', async () => {
      const map = await uploads();
      const eraser = await eraserOf(map);
      expect(await leftOf(eraser)).toEqual({ notes: 3, uploads: 2 });
      const done = await eraseBy(shop.transaction, eraser);
      expect(done.notes).toMatchObject({ deleted: 0, cleared: 3 });
      expect(done.notes?.kept.map(({ key, retained }) => [key, retained]).toSorted()).toEqual(
        [11, 12, 21, 23, 31].map((id) => [[String(id)], true]),
      );
      const after = {
        ...{ 11: empty, 12: 'Jose.jpg', 21: empty, 23: 'José' },
        // Nobody can say what of it is a member.
        ...{ 31: '', 91: image('josé') },
      };
      expect(await values()).toEqual(after);
      expect(await leftOf(await eraserOf(map))).toEqual({});
      const again = await batch(eraser, 'notes', [['11'], ['21'], ['91']], [], true);
      expect(again).toMatchObject({ deleted: 0, cleared: 1 });
      expect(await values()).toEqual({ ...after, 91: empty });
    });

    it('and lets rows that a hold keeps be as they are', async () => {
      const map = await uploads();
      const eraser = await eraserOf(map);
      const kept: KeptScope[] = [{ hold: 'h1', collection: 'notes', recordIds: ['11', '12'] }];
      const before = await values();
      expect(await leftOf(eraser, kept)).toEqual({ notes: 2, uploads: 2 });
      const done = await batch(eraser, 'notes', [['11'], ['12'], ['21']], kept);
      expect(done.cleared).toBe(1);
      expect(done.kept).toContainEqual({ key: ['11'], holds: ['h1'], categories: [], retained: true });
      expect(await values()).toEqual({ ...before, 21: empty });
      expect(await batch(eraser, 'notes', [['11'], ['12'], ['21']])).toMatchObject({ cleared: 1 });
    });

    it('and names the rows of a file, of its record, and of what it belongs to', async () => {
      const map = await uploads();
      const named = { path: 'file', beside: [], erase: 'strip' as const, copies: true };
      const collections = map.collections.map((each) =>
        each.id === 'notes' && each.entries !== undefined
          ? {
              ...each,
              files: named,
              entries: {
                ...each.entries,
                keys: [...each.entries.keys, { key: 'file', name: 'file', title }],
              },
            }
          : each,
      );
      const rows = await (
        await eraserOf({ ...map, collections })
      ).rowsNaming('notes', ['Jose.jpg', 'jose.jpg']);
      expect([...rows.keys()]).toEqual(['Jose.jpg']);
      expect(rows.get('Jose.jpg')).toEqual([
        {
          key: ['12'],
          record: expect.toSatisfy((keys: string[][]) => keys.flat().toSorted().join() === '11,12') as object,
          owners: [{ collection: 'uploads', key: ['1'] }],
        },
      ]);
    });
  });

  describe('keeps what a hold names', () => {
    const kept = (scope: Omit<KeptScope, 'hold'>): KeptScope[] => [{ hold: 'h1', ...scope }];

    it.each<[string, Omit<KeptScope, 'hold'>, number[]]>([
      ['everything', {}, [1, 2, 3]],
      ['a collection', { collection: 'orders' }, [1, 2, 3]],
      ['another collection', { collection: 'others' }, []],
      ['records', { recordIds: ['2', '3', '77'] }, [2, 3]],
      ['no records', { recordIds: [] }, []],
      ['an article', { articleId: 'a1' }, [1]],
      ['a period from an instant', { from: new Date('2026-01-15T00:00:00Z') }, [2, 3]],
      ['a period to an instant', { to: new Date('2026-01-01T00:00:00Z') }, [1, 3]],
      [
        'a period to the millisecond in which a row was written',
        { to: new Date('2026-02-01T00:00:00.000Z') },
        [1, 2, 3],
      ],
      ['a period that is over', { from: new Date('2025-01-01'), to: new Date('2025-12-31') }, [3]],
      [
        'all of it together',
        { collection: 'orders', articleId: 'a1', recordIds: ['1', '2'], to: new Date('2027-01-01') },
        [1],
      ],
      ['a category that no column has', { category: 'media' }, []],
      [
        'hostile records',
        { recordIds: [`'; DROP TABLE shop.orders; --`, '1\0', '\ud800', '{"1"}', '1 '] },
        [],
      ],
      ['a hostile article', { articleId: `a1' OR true --` }, []],
      ['an article that no text can hold', { articleId: 'a1\0' }, []],
    ])('%s', async (_, scope, ids) => {
      for (const erase of [gone, { action: 'clear' }]) {
        const eraser = await eraserOf(await orders(erase));
        const before = await shop.all('SELECT * FROM shop.orders ORDER BY id');
        const held = (await eraser.plan(kept(scope)))[0]?.held;
        expect(held).toEqual(ids.length === 0 ? [] : [{ hold: 'h1', category: undefined, rows: ids.length }]);
        expect(await leftOf(eraser, kept(scope))).toEqual(ids.length === 3 ? {} : { orders: 3 - ids.length });
        const { orders: done } = await eraseBy(shop.transaction, eraser, kept(scope));
        expect(done?.kept).toEqual(ids.map((id) => ({ key: [`${id}`], holds: ['h1'], categories: [] })));
        expect((done?.deleted ?? 0) + (done?.cleared ?? 0)).toBe(3 - ids.length);
        const after = await shop.all('SELECT * FROM shop.orders ORDER BY id');
        for (const row of before) {
          const [id] = row as [number];
          if (id === 9 || ids.includes(id)) expect(after).toContainEqual(row);
          else expect(after).not.toContainEqual(row);
        }
        expect(await leftOf(eraser, kept(scope))).toEqual({});
      }
    });

    it('names all holds of a row, and the whole row wins over a category', async () => {
      const eraser = await eraserOf(await orders(gone));
      const scopes: KeptScope[] = [
        { hold: 'b', category: 'contact' },
        { hold: 'a', category: 'behaviour', recordIds: ['2', '3'] },
        { hold: 'c', recordIds: ['3'] },
      ];
      expect((await eraser.plan(scopes))[0]?.held).toEqual([
        { hold: 'b', category: 'contact', rows: 3 },
        { hold: 'a', category: 'behaviour', rows: 2 },
        { hold: 'c', category: undefined, rows: 1 },
      ]);
      const { orders: done } = await eraseBy(shop.transaction, eraser, scopes);
      expect(done).toEqual({
        deleted: 0,
        cleared: 2,
        kept: [
          { key: ['1'], holds: ['b'], categories: ['contact'] },
          { key: ['2'], holds: ['a', 'b'], categories: ['behaviour', 'contact'] },
          { key: ['3'], holds: ['a', 'b', 'c'], categories: [] },
        ],
      });
      expect(await shop.all('SELECT id, email, note, total, phone FROM shop.orders ORDER BY id')).toEqual([
        [1, 'Jose@x.test', '', null, 'p1'],
        [2, 'jose@x.test ', '', 20, 'p2'],
        [3, 'jose@x.test', 'three', 30, 'p3'],
        [9, 'josé@x.test', 'other', 90, 'p9'],
      ]);
      expect(await leftOf(eraser, scopes)).toEqual({});
    });

    it('in part, finds the row again by its key, and takes the rest once the hold is gone', async () => {
      const eraser = await eraserOf(await orders(gone));
      await eraseBy(shop.transaction, eraser, kept({ category: 'behaviour' }));
      expect(await keysOf(eraser, 'orders')).toEqual([]);
      expect(await leftOf(eraser)).toEqual({});
      const keys = [['1'], ['2'], ['3']];
      expect((await batch(eraser, 'orders', keys, kept({ category: 'behaviour' }))).kept).toEqual([]);
      const again = await batch(eraser, 'orders', keys, kept({ category: 'behaviour' }), true);
      expect(again).toMatchObject({ deleted: 0, cleared: 0 });
      expect(again.kept).toHaveLength(3);
      expect(await batch(eraser, 'orders', keys, [], true)).toEqual({ deleted: 3, cleared: 0, kept: [] });
    });

    it('where no column tells: no date is within any period, no article is in none', async () => {
      const map = await orders(gone, { date: undefined, article: undefined });
      const eraser = await eraserOf(map);
      const [planned] = await eraser.plan([
        { hold: 'dated', from: new Date('2030-01-01') },
        { hold: 'article', articleId: 'a1' },
      ]);
      expect(planned?.held).toEqual([{ hold: 'dated', category: undefined, rows: 3 }]);
    });

    it('by day where the column has no time, wherever on Earth that day was', async () => {
      await shop.tables(`
        CREATE TABLE days (id integer PRIMARY KEY, email varchar(100), day date);
        INSERT INTO days VALUES ${[0, 1, 2, 3, 4].map((n) => `(${n}, '${EMAIL}', '2026-03-0${n + 1}')`).join()}`);
      const eraser = await eraserOf(
        mapOf({ id: 'days', date: 'day', leads: [address], fields: ['id', 'email'], erase: gone }),
      );
      const noon = new Date('2026-03-03T12:00:00Z');
      const { days } = await eraseBy(shop.transaction, eraser, kept({ from: noon, to: noon }));
      expect(days?.kept.map(({ key }) => key[0])).toEqual(['1', '2', '3']);
    });

    it('compares ids of records and articles as they are meant', async () => {
      await shop.tables(`
        CREATE TABLE posts (id uuid PRIMARY KEY, email varchar(100), article uuid);
        INSERT INTO posts VALUES
          ('00000000-0000-7000-8000-0000000000ab', '${EMAIL}', NULL),
          ('00000000-0000-7000-8000-0000000000ac', '${EMAIL}', '00000000-0000-7000-8000-0000000000ad')`);
      const map = mapOf({
        id: 'posts',
        article: 'article',
        leads: [address],
        fields: ['email'],
        notPersonal: ['article'],
        erase: gone,
      });
      const eraser = await eraserOf(map);
      const planned = await eraser.plan([
        { hold: 'r', recordIds: ['00000000-0000-7000-8000-0000000000AB', 'nothing'] },
        { hold: 'a', articleId: '00000000-0000-7000-8000-0000000000AD' },
      ]);
      expect(planned[0]?.held.map(({ rows }) => rows)).toEqual([1, 1]);
    });
  });

  it('takes no row that became somebody else’s since its key was read', async () => {
    const eraser = await eraserOf(await orders(gone));
    const [keys = []] = await keysOf(eraser, 'orders');
    await shop.run(`UPDATE shop.orders SET email = 'new@x.test' WHERE id = 2`);
    expect(await batch(eraser, 'orders', [...keys])).toEqual({ deleted: 2, cleared: 0, kept: [] });
    expect(await shop.all('SELECT id FROM shop.orders ORDER BY id')).toEqual([[2], [9]]);
  });

  it.each([
    ['without holds', []],
    ['under a hold', [{ hold: 'h', recordIds: ['1'] }]],
  ])('looks again at a row that somebody is changing, %s', async (_, kept) => {
    for (const erase of [gone, { action: 'clear' }]) {
      const eraser = await eraserOf(await orders(erase));
      await shop.other.run('BEGIN');
      await shop.other.run(`UPDATE shop.orders SET email = 'new@x.test', note = 'mine now' WHERE id = 2`);
      const erasing = batch(eraser, 'orders', [['2'], ['3']], kept);
      await shop.waiting();
      await shop.other.run('COMMIT');
      const done = await erasing;
      expect(done.deleted + done.cleared).toBe(1);
      expect(await shop.all('SELECT email, note FROM shop.orders WHERE id = 2')).toEqual([
        ['new@x.test', 'mine now'],
      ]);
    }
  });

  it('is undone with the transaction that it runs in', async () => {
    const eraser = await eraserOf(await orders(gone));
    const undoing = shop.transaction(async (statements) => {
      expect((await eraser.eraseBatch(statements, 'orders', [['1']], [])).deleted).toBe(1);
      throw new Error('undone');
    });
    await expect(undoing).rejects.toThrow('undone');
    expect(await shop.all('SELECT id FROM shop.orders')).toHaveLength(4);
  });

  it('reaches no further than an instant', async () => {
    const map = await orders(gone);
    const before = new Date('2026-02-01T00:00:00Z');
    const eraser = await eraserOf(map, { before });
    expect((await eraser.plan([]))[0]?.rows).toBe(1);
    expect(await keysOf(eraser, 'orders')).toEqual([[['1']]]);
    expect(await batch(eraser, 'orders', [['1'], ['2'], ['3']])).toMatchObject({ deleted: 1 });
    expect(await batch(eraser, 'orders', [['2'], ['3']], [], true)).toMatchObject({ deleted: 0 });
    expect(await leftOf(eraser)).toEqual({});
  });

  it('finds rows by keys of several columns', async () => {
    await shop.tables(`
      CREATE TABLE votes (topic integer, voter varchar(5), email varchar(100), at ${shop.instant}, PRIMARY KEY (voter, topic));
      INSERT INTO votes VALUES (1, 'a', '${EMAIL}', NULL), (2, 'a', '${EMAIL}', NULL), (1, concat('b"', chr(92)), '${EMAIL}', NULL), (2, concat('b"', chr(92)), 'x', NULL)`);
    const map = mapOf({
      id: 'votes',
      key: ['topic', 'voter'],
      leads: [address],
      fields: ['email'],
      erase: gone,
    });
    const eraser = await eraserOf(map);
    expect((await keysOf(eraser, 'votes')).flat()).toEqual([
      ['1', 'a'],
      ['1', 'b"\\'],
      ['2', 'a'],
    ]);
    const { votes } = await eraseBy(shop.transaction, eraser, [{ hold: 'h', recordIds: ['2'] }]);
    expect(votes).toEqual({
      deleted: 2,
      cleared: 0,
      kept: [{ key: ['2', 'a'], holds: ['h'], categories: [] }],
    });
    expect(await shop.all('SELECT topic, voter FROM shop.votes ORDER BY voter')).toEqual([
      [2, 'a'],
      [2, 'b"\\'],
    ]);
  });

  it('knows what rows taught that are gone by now', async () => {
    await shop.tables(`
      CREATE TABLE users (id integer PRIMARY KEY, email varchar(100));
      CREATE TABLE posts (id integer PRIMARY KEY, owner integer REFERENCES users (id));
      INSERT INTO users VALUES (1, '${EMAIL}'), (2, 'x');
      INSERT INTO posts VALUES (10, 1), (11, 1), (20, 2)`);
    const lead = { by: 'identifier', identifier: 'user', column: 'owner' };
    const map = mapOf(
      {
        id: 'users',
        leads: [address],
        learns: [{ identifier: 'user', column: 'id' }],
        fields: ['id', 'email'],
        erase: gone,
      },
      { id: 'posts', leads: [lead], fields: ['id'], notPersonal: ['owner'], erase: gone },
    );
    const eraser = await eraserOf(map);
    expect(eraser.collections.map(({ view }) => view.id)).toEqual(['posts', 'users']);
    const known = await eraser.learn();
    expect(known).toEqual({ user: ['1'] });
    await shop.run('UPDATE shop.users SET email = NULL WHERE id = 1');
    expect(await leftOf(eraser)).toEqual({ posts: 2 });
    const later = await eraserOf(map, {}, { emails: [EMAIL], known });
    expect(await leftOf(later)).toEqual({ posts: 2 });
    expect((await eraseBy(shop.transaction, later)).posts?.deleted).toBe(2);
    expect(await leftOf(await eraserOf(map))).toEqual({});
    expect(await shop.all('SELECT id FROM shop.posts')).toEqual([[20]]);
  });

  it('takes what belongs to rows before the rows', async () => {
    await shop.tables(`
      CREATE TABLE orders (id integer PRIMARY KEY, email varchar(100));
      CREATE TABLE items (id integer PRIMARY KEY, order_id integer);
      INSERT INTO orders VALUES (1, '${EMAIL}'), (2, 'x');
      INSERT INTO items VALUES ${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `(${n}, ${1 + (n % 2)})`).join()}`);
    const lead = { by: 'membership', column: 'order_id', collection: 'orders', key: 'id' };
    const eraser = await eraserOf(
      mapOf(
        { id: 'orders', leads: [address], fields: ['id', 'email'], erase: gone },
        { id: 'items', leads: [lead], fields: ['id'], notPersonal: ['order_id'], erase: gone },
      ),
    );
    const done = await eraseBy(shop.transaction, eraser);
    expect(done).toMatchObject({ items: { deleted: 5 }, orders: { deleted: 1 } });
    expect(await shop.all('SELECT id FROM shop.items')).toHaveLength(5);
    expect(await leftOf(eraser)).toEqual({});
  });

  it('clears a row that another still refers to, and deletes it once none does', async () => {
    await shop.tables(`
      CREATE TABLE users (id integer PRIMARY KEY, email varchar(100) UNIQUE, token ${shop.bytes} NOT NULL UNIQUE);
      CREATE TABLE posts (id integer PRIMARY KEY, owner integer, email varchar(100));
      INSERT INTO users VALUES (1, '${EMAIL}', 'a'), (2, ' JOSE@x.test', 'b');
      ALTER TABLE posts ADD FOREIGN KEY (owner) REFERENCES users (id) ON DELETE CASCADE;
      INSERT INTO posts VALUES (10, 1, 'somebody'), (11, NULL, '${EMAIL}')`);
    const users = {
      id: 'users',
      leads: [{ by: 'identifier', identifier: 'user', column: 'id' }, address],
      learns: [{ identifier: 'user', column: 'id' }],
      fields: ['id', 'email'],
      withheld: [{ column: 'token', reason: title, erase: { pseudonym: 'bytes' } }],
      erase: { action: 'delete', unlessReferredBy: [{ collection: 'posts', column: 'owner' }] },
    };
    const posts = {
      id: 'posts',
      leads: [address],
      fields: ['id', 'email'],
      notPersonal: ['owner'],
      erase: gone,
    };
    const eraser = await eraserOf(mapOf(users, posts));
    expect(await eraseBy(shop.transaction, eraser)).toMatchObject({
      users: { deleted: 1, cleared: 1, kept: [] },
      posts: { deleted: 1, cleared: 0 },
    });
    expect(
      await shop.all(`SELECT id, email, ${shop.startOf('token')}, length(token) FROM shop.users`),
    ).toEqual([[1, null, 'erased-', 23]]);
    expect(await leftOf(eraser)).toEqual({});
    expect((await eraseBy(shop.transaction, eraser)).users).toEqual({ deleted: 0, cleared: 0, kept: [] });
    await shop.run('DELETE FROM shop.posts');
    expect(await leftOf(eraser)).toEqual({ users: 1 });
    expect((await eraseBy(shop.transaction, eraser)).users?.deleted).toBe(1);
  });

  it('reads the keys of several collections as of one instant', async () => {
    const word = (id: string) => ({ id, leads: [address], fields: ['id', 'email'], erase: gone });
    await shop.tables(`
      CREATE TABLE words (id integer PRIMARY KEY, email varchar(100));
      CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100));
      CREATE TABLE pages (id integer PRIMARY KEY, email varchar(100));
      INSERT INTO words VALUES (1, '${EMAIL}'), (2, 'other@x.test'), (3, '${EMAIL}');
      INSERT INTO notes VALUES (4, 'other@x.test');
      INSERT INTO pages VALUES (5, '${EMAIL}')`);
    const eraser = await eraserOf(mapOf(word('words'), word('notes'), word('pages')));
    const pieces: unknown[] = [];
    for await (const { collection, keys } of eraser.keys(['words', 'notes', 'pages'], 1)) {
      await shop.run('DELETE FROM shop.pages');
      pieces.push([collection, ...keys.flat()]);
    }
    expect(pieces).toEqual([
      ['words', '1'],
      ['words', '3'],
      ['pages', '5'],
    ]);
    expect(await leftOf(eraser)).toEqual({ words: 2 });
  });

  it('gives its connections back, also where keys are not read to the end', async () => {
    const eraser = await eraserOf(await orders(gone));
    for (let time = 0; time < 5; time += 1)
      for await (const { keys } of eraser.keys(['orders'], 1)) if (keys.length > 0) break;
    expect(await leftOf(eraser)).toEqual({ orders: 3 });
  });
}
