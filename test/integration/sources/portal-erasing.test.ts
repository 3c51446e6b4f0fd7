import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import {
  isErasing,
  type Eraser,
  type ErasureScope,
  type KeptScope,
  type KnownIdentifiers,
} from '../../../src/sources/erasing.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { SqlErasable } from '../../../src/sources/sql/sql-erasable.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eraseAll, inTransaction, leftOf } from './erasing.js';
import { FULL_COUNTS, fullMember } from './full-member.js';
import { PortalRows, type Row } from './portal-rows.js';

const HOLD = '00000000-0000-7000-8000-0000000000aa';
const ERASED = [
  'sessions',
  'api_tokens',
  'account_links',
  'media',
  'gravatars',
  'comments',
  'consents',
  'cookie_choices',
  'disowned_rows',
  'identifiers',
  'account',
  'person',
];

describe('erasing by the portal map', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let app: pg.Client;
  let pool: StreamPool;
  let rows: PortalRows;
  let article: string;
  let portal: SqlErasable;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    app = new pg.Client({ connectionString: database.appUrl });
    await owner.connect();
    await app.connect();
    rows = new PortalRows(owner);
    article = await rows.article();
    pool = new StreamPool(database.appUrl);
    portal = new SqlErasable(new SqlSource('portal', readMap('portal'), pool));
  });

  afterAll(async () => {
    await pool.onApplicationShutdown();
    await owner.end();
    await app.end();
    await database.drop();
  });

  const eraserOf = (emails: string[], scope: Partial<ErasureScope> = {}, known?: KnownIdentifiers) =>
    portal.eraser({ emails, known }, { comments: 'delete', ...scope });

  /** Every row of every table that the eraser may change, as text. */
  async function everyRow(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const { rows: tables } = await owner.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    for (const { name } of tables) {
      const { rows: texts } = await owner.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
      for (const { text } of texts) found.set(`${name} ${text}`, name);
    }
    return found;
  }

  const one = async (sql: string, ...values: unknown[]) => (await owner.query<Row>(sql, values)).rows[0];

  it('takes everything of a member, and changes no row of anybody else', async () => {
    await fullMember(rows, article, 'neighbour@x.test', 'next door');
    await rows.comment(article, { author_email: 'guest@x.test', body: 'a guest' });
    const before = await everyRow();
    const member = await fullMember(rows, article, 'leaves@x.test', 'leaving');
    await rows.insert('registrations', {
      token_hash: Buffer.from('t'),
      username: 'leaving',
      email: ' Leaves@x.test',
      locale: 'fr',
      password_hash: 'secret-hash',
      expires_at: new Date('2027-01-01T00:00:00Z'),
    });
    const eraser = await eraserOf(['leaves@x.test']);
    const known = await eraser.learn();
    expect(known).toMatchObject({
      account: [member.account],
      person: [member.person],
      request: [member.request],
    });
    const planned = Object.fromEntries(
      (await eraser.plan([])).map(({ view, rows: count }) => [view.id, count]),
    );
    expect(planned).toMatchObject({ ...FULL_COUNTS, registrations: 1 });

    const done = await eraseAll(app, eraser);
    for (const id of ERASED.filter((each) => each !== 'comments')) {
      expect(done[id]).toEqual({
        deleted: FULL_COUNTS[id as keyof typeof FULL_COUNTS],
        cleared: 0,
        kept: [],
      });
    }
    expect(done.registrations?.deleted).toBe(1);
    expect(done.comments).toEqual({ deleted: 0, cleared: 2, kept: [] });
    expect(await leftOf(eraser)).toEqual({});
    expect(await leftOf(await eraserOf(['leaves@x.test'], {}, known))).toEqual({});
    expect(await eraseAll(app, eraser)).toEqual({});

    const after = await everyRow();
    // A span of the log widens with every event.
    for (const [row, table] of before) if (table !== 'audit_spans') expect(after.has(row), row).toBe(true);
    const added = [...after].filter(([row]) => !before.has(row));
    for (const [row, table] of added) {
      // The case itself goes when it is closed.
      if (/^(requests|request_|restrictions|exports|outbox|audit_)/.test(table)) continue;
      // What was shown to all who were asked is nobody's.
      if (table === 'consent_notices') continue;
      expect(row).toMatch(/^comments /);
      expect(row).not.toMatch(/leav|Salma|203\.0\.113|Mozilla/i);
      expect(row).toMatch(/,erased,/);
    }
    expect(added.filter(([, table]) => table === 'comments')).toHaveLength(2);
  });

  it('knows an order that no reference forbids', async () => {
    const { collections } = await eraserOf(['x@x.test']);
    const place = (id: string) => collections.findIndex(({ view }) => view.id === id);
    for (const id of ['sessions', 'api_tokens', 'account_links', 'comments']) {
      expect(place(id)).toBeLessThan(place('account'));
    }
    for (const id of ['account', 'identifiers', 'consents', 'cookie_choices'])
      expect(place(id)).toBeLessThan(place('person'));
  });

  it('takes the sign-in sessions last before the account, so that who watches can go on watching', async () => {
    const { collections } = await eraserOf(['x@x.test']);
    const erasing = collections.filter(({ action }) => isErasing(action)).map(({ view }) => view.id);
    expect(erasing[erasing.indexOf('account') - 1]).toBe('sessions');
  });

  const kept = (scope: Omit<KeptScope, 'hold'>): KeptScope[] => [{ hold: HOLD, ...scope }];

  it('keeps the shell of an account that a held comment refers to, and takes it once the hold is gone', async () => {
    const member = await fullMember(rows, article, 'held@x.test', 'held text');
    const comment = await rows.comment(article, {
      account_id: member.account,
      body: 'evidence',
      ip: '192.0.2.9',
    });
    const before = await one('SELECT t::text FROM comments t WHERE id = $1', comment);
    const hold = kept({ collection: 'comments', recordIds: [comment.toUpperCase()] });
    const eraser = await eraserOf(['held@x.test']);
    const known = await eraser.learn();
    const done = await eraseAll(app, eraser, hold);
    expect(done.comments).toEqual({
      deleted: 0,
      cleared: 2,
      kept: [{ key: [comment], holds: [HOLD], categories: [] }],
    });
    expect(done.account).toEqual({ deleted: 0, cleared: 1, kept: [] });
    expect(done.person).toEqual({ deleted: 0, cleared: 0, kept: [] });
    expect(await one('SELECT t::text FROM comments t WHERE id = $1', comment)).toEqual(before);
    const shell = await one('SELECT * FROM accounts WHERE id = $1', member.account);
    expect(shell).toMatchObject({
      role: 'member',
      display_name: null,
      about: null,
      password_hash: null,
      username: expect.stringMatching(/^erased-[0-9a-f]{32}$/) as string,
      email: expect.stringMatching(/^erased-[0-9a-f]{32}$/) as string,
    });
    expect(await leftOf(eraser, hold)).toEqual({});

    const again = await eraserOf(['held@x.test'], {}, known);
    const rerun = await eraseAll(app, again, hold);
    expect(Object.values(rerun).every(({ deleted, cleared }) => deleted + cleared === 0)).toBe(true);
    const released = await eraserOf(['held@x.test'], {}, known);
    expect(await leftOf(released)).toEqual({ comments: 1 });
    await eraseAll(app, released);
    expect(await leftOf(released)).toEqual({});
    expect(await one('SELECT FROM accounts WHERE id = $1', member.account)).toBeUndefined();
    expect(await one('SELECT FROM persons WHERE id = $1', member.person)).toBeUndefined();
  });

  it('lets no held session go with its account', async () => {
    const member = await fullMember(rows, article, 'session@x.test', 'sessions');
    const hold = kept({ collection: 'sessions' });
    const eraser: Eraser = await eraserOf(['session@x.test']);
    const done = await eraseAll(app, eraser, hold);
    expect(done.sessions?.kept).toHaveLength(2);
    expect(done.account?.cleared).toBe(1);
    expect((await owner.query('SELECT FROM sessions WHERE account_id = $1', [member.account])).rowCount).toBe(
      1,
    );
  });

  it('keeps one kind of data of a session, which then opens nothing', async () => {
    const member = await fullMember(rows, article, 'ip@x.test', 'addresses');
    const eraser = await eraserOf(['ip@x.test']);
    const hash = () =>
      one('SELECT token_hash, ip, user_agent FROM sessions WHERE account_id = $1', member.account);
    const before = await hash();
    const done = await eraseAll(app, eraser, kept({ category: 'technical', collection: 'sessions' }));
    expect(done.sessions).toMatchObject({ deleted: 0, cleared: 2 });
    const after = await hash();
    expect(after).toMatchObject({ ip: '203.0.113.7', user_agent: 'Mozilla/5.0' });
    expect(after?.token_hash).not.toEqual(before?.token_hash);
  });

  it.each(['identity', 'contact', 'content', 'technical', 'behaviour', 'credentials'] as const)(
    'keeps whatever is %s of a whole member, and can take it later',
    async (category) => {
      const email = `${category}@cat.test`;
      await fullMember(rows, article, email, `mark-${category}`);
      await rows.insert('registrations', {
        username: 'u',
        email,
        locale: 'fr',
        password_hash: 'h',
        expires_at: new Date('2027-01-01T00:00:00Z'),
      });
      const eraser = await eraserOf([email]);
      const done = await eraseAll(app, eraser, kept({ category }));
      expect(await leftOf(eraser, kept({ category }))).toEqual({});
      const text = [...(await everyRow())]
        .filter(([, table]) => /^(accounts|sessions|comments|consents|registrations|person)/.test(table))
        .map(([row]) => row)
        .join('\n');
      expect(text.includes(email)).toBe(category === 'contact');
      expect(/mark-/.test(text)).toBe(category === 'content' || category === 'behaviour');
      const keptKeys = Object.entries(done).flatMap(([id, { kept: list }]) =>
        list.map(({ key }) => ({ id, key })),
      );
      expect(keptKeys.length).toBeGreaterThan(0);
      const later = await eraserOf([email], {}, await eraser.learn());
      for (const { view } of later.collections) {
        const keys = keptKeys.filter(({ id }) => id === view.id).map(({ key }) => key);
        if (keys.length === 0) continue;
        const outcome = await inTransaction(app, (statements) =>
          later.eraseBatch(statements, view.id, keys, [], true),
        );
        expect(outcome.deleted + outcome.cleared).toBe(keys.length);
      }
      await eraseAll(app, later);
      expect(await leftOf(later)).toEqual({});
    },
  );

  it('takes the author away and leaves the text, where the person wants that', async () => {
    const member = await fullMember(rows, article, 'detach@x.test', 'stays to be read');
    await owner.query(`UPDATE comments SET status = 'approved' WHERE account_id = $1`, [member.account]);
    const eraser = await eraserOf(['detach@x.test'], { comments: 'detach' });
    expect(eraser.collections.find(({ view }) => view.id === 'comments')?.action).toBe('detach');
    await eraseAll(app, eraser);
    expect(await leftOf(eraser)).toEqual({});
    const { rows: found } = await owner.query<Row>(`SELECT * FROM comments WHERE body = 'stays to be read'`);
    expect(found).toHaveLength(2);
    for (const row of found) {
      expect(row).toMatchObject({
        account_id: null,
        author_name: null,
        author_email: null,
        ip: null,
        user_agent: null,
        status: 'approved',
      });
    }
  });

  it('reaches no further than an instant, so that whoever came back keeps what they have now', async () => {
    const member = await fullMember(rows, article, 'back@x.test', 'came back');
    const before = new Date('2026-02-03T04:05:06.007Z');
    await rows.comment(article, {
      account_id: member.account,
      body: 'earlier',
      created_at: new Date(before.getTime() - 1),
    });
    const eraser = await eraserOf(['back@x.test'], { before });
    const done = await eraseAll(app, eraser);
    expect(done.comments).toMatchObject({ cleared: 1 });
    expect(done.consents).toBeUndefined();
    expect(done.cookie_choices).toBeUndefined();
    // The account is older than that, and goes as far as nothing refers to it.
    expect(done.account).toMatchObject({ deleted: 0, cleared: 1 });
    expect(await leftOf(eraser)).toEqual({});
    expect((await owner.query(`SELECT FROM comments WHERE body = 'came back'`)).rowCount).toBe(2);
  });

  it('names what leads to people, and streams its values', async () => {
    const columns = portal.identifyingColumns();
    expect(columns).toContainEqual({
      collection: 'account',
      column: 'email',
      identifier: 'address',
      dated: true,
    });
    expect(columns).toContainEqual({
      collection: 'comments',
      column: 'account_id',
      identifier: 'account',
      dated: true,
    });
    expect(columns.every(({ dated }) => dated)).toBe(true);
    expect(columns.some(({ collection }) => collection === 'requests')).toBe(false);
    await rows.comment(article, { author_email: ' GUEST@Values.test ', body: 'x' });
    await rows.comment(article, { author_email: 'guest@values.test', body: 'x' });
    const values: string[] = [];
    for (const column of columns.filter(({ column: name }) => name === 'author_email')) {
      for await (const piece of portal.values(column)) values.push(...piece);
    }
    expect(values.filter((value) => value === 'guest@values.test')).toHaveLength(1);
    expect(values).not.toContain('neighbour@x.test');
  });
});
