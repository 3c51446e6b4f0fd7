import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Eraser,
  type ErasureScope,
  type KeptScope,
  type RecordKey,
} from '../../../src/sources/erasing.js';
import { SourcePool } from '../../../src/sources/source-pool.js';
import { SqlErasable } from '../../../src/sources/sql/sql-erasable.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eraseAll, inTransaction, leftOf } from './erasing.js';
import { mapOf } from './map-of.js';

const EMAIL = 'jose@x.test';
const law = { purpose: 'legal', citation: 'Commercial code, article 22' };
const address = { by: 'address', column: 'email' };
const category = (id: string, name: string): KeptScope => ({ hold: id, category: name as 'content' });

describe('rows that a law keeps for a time', () => {
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

  const all = async (select: string): Promise<unknown[]> =>
    (await client.query<unknown[]>({ text: select, rowMode: 'array' })).rows;

  const named = (eraser: Eraser, keys: RecordKey[], kept: KeptScope[] = []) =>
    inTransaction(client, (statements) => eraser.eraseBatch(statements, 'bills', keys, kept, true));

  /** Bills of one person, dated in a column of this type. */
  async function bills(type: string, dates: readonly (string | null)[], erase: Record<string, unknown>) {
    await client.query(`CREATE SCHEMA shop;
      CREATE TABLE shop.bills (id integer PRIMARY KEY, email text, total integer, kind text, owner integer, day ${type})`);
    for (const [index, date] of dates.entries()) {
      await client.query(`INSERT INTO shop.bills VALUES ($1, '${EMAIL}', 10, 'sale', 7, $2)`, [
        index + 1,
        date,
      ]);
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
      new SqlErasable(new SqlSource('shop', map, pool), { zone, today: () => today }).eraser(
        { emails: [EMAIL] },
        scope,
      );
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
    expect(await eraseAll(client, eraser)).toEqual({
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
    expect(await all('SELECT id FROM shop.bills')).toEqual([[3]]);
  });

  it.each([
    ['timestamptz', '2016-03-01T23:30:00Z', 'Africa/Casablanca', '2026-03-01'],
    ['timestamptz', '2016-03-01T23:30:00Z', 'Asia/Tokyo', '2026-03-02'],
    ['timestamp', '2016-03-01T23:30:00', 'Asia/Tokyo', '2026-03-02'],
    ['date', '2016-03-01', 'Asia/Tokyo', '2026-03-01'],
  ])('count from the day of a %s of %s in %s: until %s', async (type, date, zone, until) => {
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
    expect(await eraseAll(client, eraser)).toMatchObject({ bills: { cleared: 1 } });
    expect(await all('SELECT id, email, total, kind, owner FROM shop.bills ORDER BY id')).toEqual([
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
    await client.query(`UPDATE shop.bills SET kind = CASE id WHEN 2 THEN 'draft' END WHERE id > 1`);
    const eraser = await on('2026-01-01');
    const [planned] = await eraser.plan([]);
    expect(planned).toMatchObject({ rows: 3, retentions: [{ until: '2035-01-01', rows: 1 }] });
    expect(await eraseAll(client, eraser)).toMatchObject({ bills: { deleted: 2 } });
    expect(await all('SELECT id FROM shop.bills')).toEqual([[1]]);
  });

  it('stay without an end where nobody knows their date', async () => {
    const on = await bills('timestamptz', [null, 'infinity', '-infinity'], { for: 'P1D', then: 'delete' });
    const eraser = await on('2026-01-01');
    expect((await eraser.plan([]))[0]?.retentions).toEqual([{ rows: 3 }]);
    const { bills: done } = await eraseAll(client, eraser);
    expect(done).toMatchObject({ deleted: 0, cleared: 0 });
    expect(done?.kept).toContainEqual({ key: ['1'], holds: [], categories: [], retained: true });
  });

  it('stay whole under a hold on one category, and in part once their time is over', async () => {
    const on = await bills('date', ['2020-01-01'], { for: 'P10Y', then: 'delete', unlink: ['owner'] });
    const scopes = [category('h', 'contact')];
    const { bills: first } = await eraseAll(client, await on('2026-01-01'), scopes);
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
    expect(await all('SELECT email, total, owner FROM shop.bills')).toEqual([[EMAIL, null, 7]]);
    expect(await named(later, [['1']])).toMatchObject({ deleted: 1, kept: [] });
  });

  it('of a thousand days are told by a hundred', async () => {
    const on = await bills('date', [], { for: 'P10Y', then: 'delete' });
    await client.query(
      `INSERT INTO shop.bills SELECT n, '${EMAIL}', 1, 'sale', 7, date '2020-01-01' + n FROM generate_series(0, 999) n`,
    );
    const days = (await (await on('2026-01-01')).plan([]))[0]?.retentions ?? [];
    expect(days).toHaveLength(100);
    expect(days[0]).toEqual({ until: '2030-01-01', rows: 1 });
    // Those of 28 and 29 February end on the same day, which is among the first ninety-nine.
    expect(days.at(-1)).toEqual({ until: '2032-09-26', rows: 900 });
  });
});

describe('a row of which a hold keeps a part', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let pool: SourcePool;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    pool = new SourcePool(database.adminUrl, 3);
  });

  afterAll(async () => {
    await pool.end();
    await client.end();
    await database.drop();
  });

  afterEach(async () => {
    await client.query('DROP SCHEMA IF EXISTS shop CASCADE');
  });

  /** One post whose columns are of several kinds; `owner` and `parent` are references, and so of none. */
  async function posts(
    action: 'clear' | 'delete',
    comments: 'delete' | 'detach' = 'delete',
  ): Promise<Eraser> {
    await client.query(`CREATE SCHEMA shop;
      CREATE TABLE shop.posts (id integer PRIMARY KEY, email text, body text, status text, phone text, owner integer);
      INSERT INTO shop.posts VALUES (1, '${EMAIL}', 'words', 'approved', '0600', 7)`);
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
    return new SqlErasable(new SqlSource('shop', map, pool)).eraser({ emails: [EMAIL] }, { comments });
  }

  it.each([
    ['content', [null, 'words', 'erased', null, 7]],
    ['technical', [null, null, 'approved', null, 7]],
    ['contact', [EMAIL, null, 'erased', '0600', 7]],
    ['media', undefined],
  ])('of the category %s keeps its columns, whatever names them, and its references', async (kind, left) => {
    for (const action of ['clear', 'delete'] as const) {
      const eraser = await posts(action);
      const scopes = [category('h', kind)];
      const { posts: done } = await eraseAll(client, eraser, scopes);
      const rows = await client.query<unknown[]>({
        text: 'SELECT email, body, status, phone, owner FROM shop.posts',
        rowMode: 'array',
      });
      const gone = action === 'clear' ? [[null, null, 'erased', null, null]] : [];
      expect(rows.rows).toEqual(left === undefined ? gone : [left]);
      expect(await leftOf(eraser, scopes)).toEqual({});
      if (left !== undefined) {
        expect(done?.kept).toEqual([{ key: ['1'], holds: ['h'], categories: [kind] }]);
        const again = await inTransaction(client, (statements) =>
          eraser.eraseBatch(statements, 'posts', [['1']], [], true),
        );
        expect(again.deleted + again.cleared).toBe(1);
        const after = await client.query<unknown[]>({
          text: 'SELECT email, body, status, phone, owner FROM shop.posts',
          rowMode: 'array',
        });
        expect(after.rows).toEqual(gone);
      }
      await client.query('DROP SCHEMA shop CASCADE');
    }
  });

  it('keeps its references also where only a name is to be taken away', async () => {
    const eraser = await posts('clear', 'detach');
    await eraseAll(client, eraser, [category('h', 'technical')]);
    const { rows } = await client.query('SELECT email, body, status, owner FROM shop.posts');
    expect(rows).toEqual([{ email: null, body: 'words', status: 'approved', owner: 7 }]);
  });
});
