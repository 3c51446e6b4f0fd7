import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ErasableSource,
  type Eraser,
  type ErasureScope,
  type KeptScope,
  type RecordKey,
} from '../../../src/sources/erasing.js';
import { eraseBy, leftOf } from './erasing.js';
import { type ErasingShop } from './erasing-shop.js';
import { mapOf } from './map-of.js';

const EMAIL = 'jose@x.test';
const CUT = new Date('2026-06-01T00:00:00Z');
const law = { purpose: 'legal', citation: 'Commercial code, article 22' };
const address = { by: 'address', column: 'email' };
const category = (id: string, name: string): KeptScope => ({ hold: id, category: name as 'content' });

/** What stays of rows, whatever kind of database it is. */
export function keepingCases(open: () => Promise<ErasingShop>): void {
  let shop: ErasingShop;

  beforeAll(async () => {
    shop = await open();
  }, 120_000);
  afterAll(() => shop.stop());

  it('leaves rows alone that count as erased, by whichever lead they would be found', async () => {
    await shop.tables(`
      CREATE TABLE people (id integer PRIMARY KEY, email varchar(100));
      CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100), owner integer)`);
    await shop.run(`INSERT INTO shop.people VALUES (1, '${EMAIL}')`);
    await shop.run(
      `INSERT INTO shop.notes VALUES (1, '${EMAIL}', NULL), (2, NULL, 1), (3, '${EMAIL}', 1), (4, NULL, 1), (5, NULL, 2)`,
    );
    const person = { by: 'identifier', identifier: 'person', column: 'owner' };
    const map = mapOf(
      { id: 'notes', leads: [address, person], fields: ['email', 'owner'], erase: { action: 'delete' } },
      {
        id: 'people',
        leads: [address],
        learns: [{ identifier: 'person', column: 'id' }],
        fields: ['email'],
        erase: { action: 'delete' },
      },
    );
    const subject = { emails: [EMAIL], left: { shop: { notes: [['1'], ['2'], ['3']] } } };
    const eraser = await shop.erasable(map).eraser(subject, { comments: 'delete' });
    expect((await eraser.plan([])).map(({ view, rows }) => [view.id, rows])).toEqual([
      ['notes', 1],
      ['people', 1],
    ]);
    expect((await eraseBy(shop.transaction, eraser)).notes?.deleted).toBe(1);
    expect(await shop.all('SELECT id FROM shop.notes ORDER BY id')).toEqual([[1], [2], [3], [5]]);
  });

  describe('rows that a law keeps for a time', () => {
    const named = (eraser: Eraser, keys: RecordKey[], kept: KeptScope[] = []) =>
      shop.transaction((statements) => eraser.eraseBatch(statements, 'bills', keys, kept, true));

    /** Bills of one person, dated in a column of this type. */
    async function bills(type: string, dates: readonly (string | null)[], erase: Record<string, unknown>) {
      await shop.tables(
        `CREATE TABLE bills (id integer PRIMARY KEY, email varchar(100), total integer, kind varchar(20), owner integer, day ${type})`,
      );
      for (const [index, date] of dates.entries()) {
        const day = date === null ? 'NULL' : `'${date}'`;
        await shop.run(`INSERT INTO shop.bills VALUES (${index + 1}, '${EMAIL}', 10, 'sale', 7, ${day})`);
      }
      const map = mapOf({
        id: 'bills',
        date: 'day',
        leads: [address],
        fields: [
          { name: 'email', column: 'email', category: 'contact' },
          { name: 'total', column: 'total' },
          { name: 'kind', column: 'kind', category: 'technical', erase: 'keep' },
        ],
        notPersonal: ['owner'],
        erase: { action: 'retain', ...law, ...erase },
      });
      return (today: string, zone = 'Africa/Casablanca', scope: ErasureScope = { comments: 'delete' }) =>
        shop.erasable(map, { zone, today: () => today }).eraser({ emails: [EMAIL] }, scope);
    }

    it('stay, each until its own day, and go afterwards as the map says', async () => {
      const on = await bills('date', ['2016-03-01', '2016-03-02', '2020-02-29'], {
        for: 'P10Y',
        then: 'delete',
      });
      const eraser = await on('2026-03-02');
      expect(eraser.collections).toMatchObject([{ action: 'delete', retained: law }]);
      expect(await eraser.plan([])).toMatchObject([
        {
          action: 'delete',
          rows: 3,
          retentions: [
            { until: '2026-03-02', rows: 1 },
            { until: '2030-02-28', rows: 1 },
          ],
        },
      ]);
      expect(await leftOf(eraser)).toEqual({ bills: 1 });
      expect(await eraseBy(shop.transaction, eraser)).toEqual({
        bills: {
          deleted: 1,
          cleared: 0,
          kept: [
            { key: ['2'], holds: [], categories: [], retained: true, until: '2026-03-02' },
            { key: ['3'], holds: [], categories: [], retained: true, until: '2030-02-28' },
          ],
        },
      });
      expect(await leftOf(eraser)).toEqual({});
      const next = await on('2026-03-03');
      expect(await leftOf(next)).toEqual({ bills: 1 });
      expect((await named(next, [['2'], ['3']])).kept.map(({ key }) => key)).toEqual([['3']]);
      expect(await shop.all('SELECT id FROM shop.bills')).toEqual([[3]]);
    });

    it.each([
      ['an instant', '2016-03-01 23:30:00', 'Africa/Casablanca', '2026-03-01'],
      ['an instant', '2016-03-01 23:30:00', 'Asia/Tokyo', '2026-03-02'],
      ['an instant', '2016-06-30 23:30:00', 'Africa/Casablanca', '2026-06-30'],
      ['an instant', '2016-07-31 23:30:00', 'Africa/Casablanca', '2026-08-01'],
      ['an instant', '2016-03-01 04:30:00', 'America/New_York', '2026-02-28'],
      ['a time without zone', '2016-03-01 23:30:00', 'Asia/Tokyo', '2026-03-02'],
      ['a day', '2016-03-01', 'Asia/Tokyo', '2026-03-01'],
    ])('count from the day of %s of %s in %s: until %s', async (kind, date, zone, until) => {
      const type = { 'an instant': shop.instant, 'a day': 'date' }[kind] ?? shop.local;
      const on = await bills(type, [date], { for: 'P10Y', then: 'delete' });
      const [planned] = await (await on('2020-01-01', zone)).plan([]);
      expect(planned?.retentions).toEqual([{ until, rows: 1 }]);
    });

    it('are cleared by the rules of their columns, where the map says so', async () => {
      const on = await bills('date', ['2010-01-01', '2025-01-01'], {
        for: 'P10Y',
        then: 'clear',
        unlink: ['owner'],
        set: { kind: 'old' },
      });
      const eraser = await on('2026-01-01');
      expect(eraser.collections).toMatchObject([{ action: 'clear' }]);
      expect(await eraseBy(shop.transaction, eraser)).toMatchObject({ bills: { cleared: 1 } });
      expect(await shop.all('SELECT id, email, total, kind, owner FROM shop.bills ORDER BY id')).toEqual([
        [1, null, null, 'old', null],
        [2, EMAIL, 10, 'sale', 7],
      ]);
    });

    it('are those that the conditions name; the others go at once', async () => {
      const on = await bills('date', ['2025-01-01', '2025-01-01', '2025-01-01'], {
        for: 'P10Y',
        then: 'delete',
        where: [{ column: 'kind', oneOf: ['sale', 'credit'] }],
      });
      await shop.run(`UPDATE shop.bills SET kind = CASE id WHEN 2 THEN 'draft' END WHERE id > 1`);
      const eraser = await on('2026-01-01');
      const [planned] = await eraser.plan([]);
      expect(planned).toMatchObject({ rows: 3, retentions: [{ until: '2035-01-01', rows: 1 }] });
      expect(await eraseBy(shop.transaction, eraser)).toMatchObject({ bills: { deleted: 2 } });
      expect(await shop.all('SELECT id FROM shop.bills')).toEqual([[1]]);
    });

    it('stay without an end where nobody knows their date', async () => {
      const on = await bills(shop.instant, [null, ...shop.noDates], { for: 'P1D', then: 'delete' });
      const eraser = await on('2026-01-01');
      expect((await eraser.plan([]))[0]?.retentions).toEqual([{ rows: 1 + shop.noDates.length }]);
      const { bills: done } = await eraseBy(shop.transaction, eraser);
      expect(done).toMatchObject({ deleted: 0, cleared: 0 });
      expect(done?.kept).toContainEqual({ key: ['1'], holds: [], categories: [], retained: true });
    });

    it('stay whole under a hold on one category, and in part once their time is over', async () => {
      const on = await bills('date', ['2020-01-01'], { for: 'P10Y', then: 'delete', unlink: ['owner'] });
      const scopes = [category('h', 'contact')];
      const { bills: first } = await eraseBy(shop.transaction, await on('2026-01-01'), scopes);
      expect(first).toEqual({
        deleted: 0,
        cleared: 0,
        kept: [{ key: ['1'], holds: ['h'], categories: [], retained: true, until: '2030-01-01' }],
      });
      const later = await on('2030-01-02');
      expect(await named(later, [['1']], scopes)).toMatchObject({
        deleted: 0,
        cleared: 1,
        kept: [{ key: ['1'], holds: ['h'], categories: ['contact'] }],
      });
      expect(await shop.all('SELECT email, total, owner FROM shop.bills')).toEqual([[EMAIL, null, 7]]);
      expect(await named(later, [['1']])).toMatchObject({ deleted: 1, kept: [] });
    });

    it('of a thousand days are told by a hundred', async () => {
      const on = await bills('date', [], { for: 'P10Y', then: 'delete' });
      const first = Date.parse('2020-01-01T00:00:00Z');
      const rows = Array.from({ length: 1000 }, (_, n) => {
        const day = new Date(first + n * 86_400_000).toISOString().slice(0, 10);
        return `(${n}, '${EMAIL}', 1, 'sale', 7, '${day}')`;
      });
      await shop.run(`INSERT INTO shop.bills VALUES ${rows.join()}`);
      const days = (await (await on('2026-01-01')).plan([]))[0]?.retentions ?? [];
      expect(days).toHaveLength(100);
      expect(days[0]).toEqual({ until: '2030-01-01', rows: 1 });
      // Those of 28 and 29 February end on the same day, which is among the first ninety-nine.
      expect(days.at(-1)).toEqual({ until: '2032-09-26', rows: 900 });
    });
  });

  describe('rows that refer to rows of their own table', () => {
    /** A thread: its keys are below those of the rows that refer to them. */
    async function thread(rows: readonly (readonly [id: number, parent: number, email: string])[]) {
      await shop.tables(
        'CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100), body varchar(50), parent integer)',
      );
      for (const [id, parent, email] of rows)
        await shop.run(`INSERT INTO shop.notes VALUES (${id}, '${email}', 'note ${id}', ${parent})`);
      return mapOf({
        id: 'notes',
        leads: [address],
        fields: ['email', { name: 'body', column: 'body', onDetach: 'keep' }],
        notPersonal: ['parent'],
        erase: { action: 'delete', unlessReferredBy: [{ collection: 'notes', column: 'parent' }] },
      });
    }

    // Two of them a batch: 7 and 5, then 3 and 2, then 1.
    const ROWS = [
      [1, 0, EMAIL],
      [2, 1, EMAIL],
      [3, 2, EMAIL],
      [4, 3, 'other@x.test'],
      [5, 1, EMAIL],
      [6, 0, 'other@x.test'],
      [7, 6, EMAIL],
    ] as const;

    it('go, but for those to which a row of somebody else leads, however far', async () => {
      const eraser = await shop
        .erasable(await thread(ROWS))
        .eraser({ emails: [EMAIL] }, { comments: 'delete' });
      const { notes } = await eraseBy(shop.transaction, eraser);
      expect(notes).toMatchObject({ deleted: 2, cleared: 3 });
      expect(await shop.all('SELECT id, email, body, parent FROM shop.notes ORDER BY id')).toEqual([
        [1, null, null, 0],
        [2, null, null, 1],
        [3, null, null, 2],
        [4, 'other@x.test', 'note 4', 3],
        [6, 'other@x.test', 'note 6', 0],
      ]);
    });

    it('go also where only rows that go refer to them, in one batch and in several', async () => {
      for (const most of [2, 100]) {
        const map = await thread(ROWS.filter(([id]) => id !== 4));
        const eraser = await shop.erasable(map).eraser({ emails: [EMAIL] }, { comments: 'delete' });
        const { notes } = await eraseBy(shop.transaction, eraser, [], most);
        expect(notes).toMatchObject({ deleted: 5, cleared: 0 });
        expect(await shop.all('SELECT id FROM shop.notes')).toEqual([[6]]);
      }
    });

    it('are counted anew elsewhere, where some of them went', async () => {
      const { collections, ...rest } = await thread(ROWS);
      await shop.run('CREATE TABLE shop.boards (id integer PRIMARY KEY, many integer)');
      await shop.run('INSERT INTO shop.boards VALUES (0, 9), (1, 9), (2, 9), (6, 9)');
      const recount = { table: 'boards', column: 'many', key: 'id', of: 'parent' };
      const where = [{ column: 'id', noneOf: [6] }];
      const map = {
        ...rest,
        collections: collections.map((one) => ({ ...one, recounts: [{ ...recount, where }] })),
      };
      const eraser = await shop.erasable(map).eraser({ emails: [EMAIL] }, { comments: 'delete' });
      await eraseBy(shop.transaction, eraser, [], 100);
      expect(await shop.all('SELECT id, many FROM shop.boards ORDER BY id')).toEqual([
        [0, 1],
        [1, 1],
        [2, 1],
        [6, 0],
      ]);
    });

    it('stay without a name where only that is to be taken away', async () => {
      const eraser = await shop
        .erasable(await thread(ROWS))
        .eraser({ emails: [EMAIL] }, { comments: 'detach' });
      expect((await eraser.plan([]))[0]).toMatchObject({ action: 'detach', rows: 5 });
      expect((await eraseBy(shop.transaction, eraser)).notes).toMatchObject({ deleted: 0, cleared: 5 });
      expect(await shop.all(`SELECT COUNT(*) FROM shop.notes WHERE body LIKE 'note %'`).then(String)).toBe(
        '7',
      );
      expect(await shop.all(`SELECT id FROM shop.notes WHERE email = '${EMAIL}'`)).toEqual([]);
      expect(await eraser.remaining([])).toEqual([{ collection: 'notes', rows: 0 }]);
    });
  });

  it('what is kept for ever may lose its author, and says why it is kept', async () => {
    await shop.tables('CREATE TABLE posts (id integer PRIMARY KEY, author varchar(100), body varchar(50))');
    await shop.run(`INSERT INTO shop.posts VALUES (1, '${EMAIL}', 'one'), (2, '${EMAIL}', 'two')`);
    const map = mapOf({
      id: 'posts',
      leads: [{ by: 'address', column: 'author' }],
      fields: ['author', 'body'],
      erase: { action: 'retain', ...law, set: { author: '' } },
    });
    const eraser = await shop.erasable(map).eraser({ emails: [EMAIL] }, { comments: 'delete' });
    const scopes = [{ hold: 'h', recordIds: ['2'] }];
    expect((await eraser.plan(scopes))[0]).toMatchObject({
      ...{ action: 'detach', rows: 2, retentions: [{ rows: 2 }], retained: law },
      held: [{ hold: 'h', rows: 1 }],
    });
    expect((await eraser.remaining(scopes))[0]?.rows).toBe(1);
    const { posts } = await eraseBy(shop.transaction, eraser, scopes);
    const [one, two] = [['1'], ['2']].map((key) => ({ key, categories: [], retained: true }));
    expect(posts).toMatchObject({
      deleted: 0,
      cleared: 1,
      kept: [
        { ...one, holds: [] },
        { ...two, holds: ['h'] },
      ],
    });
    expect(await shop.all('SELECT id, author, body FROM shop.posts ORDER BY id')).toEqual([
      [1, '', 'one'],
      [2, EMAIL, 'two'],
    ]);
    expect((await eraser.remaining(scopes))[0]?.rows).toBe(0);
  });

  it('a row of a name and a value is of the kind of its name, and stays whole under a hold on that', async () => {
    await shop.tables(
      `CREATE TABLE facts (id integer PRIMARY KEY, email varchar(100) NOT NULL, name varchar(50), value varchar(50) NOT NULL)`,
    );
    const names = [`'phone'`, `'box_1'`, `'town'`, 'NULL'];
    for (const [index, name] of names.entries())
      await shop.run(`INSERT INTO shop.facts VALUES (${index + 1}, '${EMAIL}', ${name}, 'x')`);
    const title = { ar: 'x', fr: 'x', en: 'x' };
    const map = mapOf({
      id: 'facts',
      category: 'identity',
      leads: [address],
      fields: [{ name: 'email', column: 'email', category: 'technical' }],
      entries: {
        ...{ of: 'email', name: 'name', value: 'value' },
        keys: [
          { key: 'phone', name: 'phone', category: 'contact', title },
          { prefix: 'box_', name: 'boxes', category: 'behaviour', title },
        ],
        others: { name: 'other', title },
      },
      erase: { action: 'delete' },
    });
    const eraser = await shop.erasable(map).eraser({ emails: [EMAIL] }, { comments: 'delete' });
    const scopes = [category('a', 'contact'), category('b', 'behaviour'), category('c', 'technical')];
    expect((await eraser.plan(scopes))[0]?.held.map(({ hold, rows }) => [hold, rows])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    const { facts } = await eraseBy(shop.transaction, eraser, scopes);
    expect(facts).toMatchObject({
      ...{ deleted: 2, cleared: 0 },
      kept: [
        { key: ['1'], holds: ['a'], categories: [] },
        { key: ['2'], holds: ['b'], categories: [] },
      ],
    });
    expect(await shop.all('SELECT id FROM shop.facts ORDER BY id')).toEqual([[1], [2]]);
    const identity = [category('d', 'identity')];
    expect((await eraser.plan(identity))[0]?.held).toEqual([]);
    expect((await eraseBy(shop.transaction, eraser, identity)).facts).toMatchObject({ deleted: 2 });
  });

  describe('a row of which a hold keeps a part', () => {
    /** One post whose columns are of several kinds; `owner` and `parent` are references, and so of none. */
    async function posts(
      action: 'clear' | 'delete',
      comments: 'delete' | 'detach' = 'delete',
    ): Promise<Eraser> {
      await shop.tables(`CREATE TABLE posts (id integer PRIMARY KEY, email varchar(100), body text, status varchar(20), phone varchar(20), owner integer);
      INSERT INTO posts VALUES (1, '${EMAIL}', 'words', 'approved', '0600', 7)`);
      const map = mapOf({
        id: 'posts',
        leads: [address],
        fields: [
          { name: 'email', column: 'email', category: 'contact' },
          { name: 'body', column: 'body', ...(action === 'clear' ? { onDetach: 'keep' } : {}) },
          { name: 'status', column: 'status', category: 'technical' },
          { name: 'phone', column: 'phone', category: 'contact' },
        ],
        notPersonal: ['owner'],
        erase: { action, unlink: ['owner', 'phone'], set: { status: 'erased' } },
      });
      return shop.erasable(map).eraser({ emails: [EMAIL] }, { comments });
    }

    it.each([
      ['content', [null, 'words', 'erased', null, 7]],
      ['technical', [null, null, 'approved', null, 7]],
      ['contact', [EMAIL, null, 'erased', '0600', 7]],
      ['media', undefined],
    ])(
      'of the category %s keeps its columns, whatever names them, and its references',
      async (kind, left) => {
        for (const action of ['clear', 'delete'] as const) {
          const eraser = await posts(action);
          const scopes = [category('h', kind)];
          const { posts: done } = await eraseBy(shop.transaction, eraser, scopes);
          const rows = await shop.all('SELECT email, body, status, phone, owner FROM shop.posts');
          const gone = action === 'clear' ? [[null, null, 'erased', null, null]] : [];
          expect(rows).toEqual(left === undefined ? gone : [left]);
          expect(await leftOf(eraser, scopes)).toEqual({});
          if (left !== undefined) {
            expect(done?.kept).toEqual([{ key: ['1'], holds: ['h'], categories: [kind] }]);
            const again = await shop.transaction((statements) =>
              eraser.eraseBatch(statements, 'posts', [['1']], [], true),
            );
            expect(again.deleted + again.cleared).toBe(1);
            const after = await shop.all('SELECT email, body, status, phone, owner FROM shop.posts');
            expect(after).toEqual(gone);
          }
        }
      },
    );

    it('keeps its references also where only a name is to be taken away', async () => {
      const eraser = await posts('clear', 'detach');
      await eraseBy(shop.transaction, eraser, [category('h', 'technical')]);
      const rows = await shop.all('SELECT email, body, status, owner FROM shop.posts');
      expect(rows).toEqual([[null, 'words', 'approved', 7]]);
    });
  });

  describe('rows of an address that has another owner by now', () => {
    /** Two people who have had one address after each other: user 1, who is erased, and user 2. */
    async function owners(): Promise<ErasableSource> {
      await shop.tables(`
    CREATE TABLE users (id integer PRIMARY KEY, email varchar(100));
    INSERT INTO users VALUES (1, '${EMAIL}'), (2, '${EMAIL}');
    CREATE TABLE visits (id integer PRIMARY KEY, owner integer);
    INSERT INTO visits VALUES (1, 1), (2, 2);
    CREATE TABLE notes (id integer PRIMARY KEY, email varchar(100));
    INSERT INTO notes VALUES (1, '${EMAIL}');
    CREATE TABLE letters (id integer PRIMARY KEY, email varchar(100), at ${shop.instant});
    INSERT INTO letters VALUES (1, '${EMAIL}', '2026-05-31 00:00:00'), (2, '${EMAIL}', '2026-06-02 00:00:00')`);
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
      return shop.erasable(map);
    }

    /** Runs the erasure of user 1. @returns the rows that are left */
    async function left(undated: boolean): Promise<Record<string, number[]>> {
      const source = await owners();
      const subject = { emails: [EMAIL], known: { user: ['1'] } };
      await eraseBy(
        shop.transaction,
        await source.eraser(subject, { comments: 'delete', begun: { at: CUT, undated } }),
      );
      const rows: Record<string, number[]> = {};
      for (const table of ['users', 'visits', 'notes', 'letters']) {
        const ids = await shop.all(`SELECT id FROM shop.${table} ORDER BY id`);
        rows[table] = ids.map(([id]) => id as number);
      }
      return rows;
    }

    it('goes on, once deferred, with nothing of the address’s next owner, dated or not', async () => {
      expect(await left(false)).toEqual({ users: [2], visits: [2], notes: [1], letters: [2] });
    });

    it('takes rows without a date until it is deferred, and never another user', async () => {
      expect(await left(true)).toEqual({ users: [2], visits: [2], notes: [], letters: [2] });
    });
  });
}
