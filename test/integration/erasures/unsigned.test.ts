import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Receipt } from '../../../src/erasures/receipt.js';
import { receiptPage } from '../../../src/erasures/receipt-page.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { Sources } from '../../../src/sources/sources.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { mapOf } from '../sources/map-of.js';
import { ErasureOffice } from './erasure-office.js';

let office: ErasureOffice;

/** The portal's own map, and beside it authors and what they published, which stays without them. */
function mapPosts(): void {
  const { app } = office.portal;
  const portalMap = readMap('portal');
  const { collections } = mapOf(
    {
      id: 'authors',
      leads: [{ by: 'address', column: 'email' }],
      learns: [{ identifier: 'author', column: 'id' }],
      fields: ['email'],
      erase: { action: 'delete', unlessReferredBy: [{ collection: 'posts', column: 'author' }] },
    },
    {
      id: 'posts',
      leads: [{ by: 'identifier', identifier: 'author', column: 'author' }],
      fields: ['author', 'text'],
      erase: { action: 'retain', purpose: 'legal', citation: 'Press law', set: { author: 0 } },
    },
    {
      id: 'visits',
      leads: [{ by: 'address', column: 'email' }],
      fields: ['email', { name: 'ip', column: 'ip', erase: { truncate: 'ip' } }],
      erase: { action: 'clear' },
    },
  );
  const map = { ...portalMap, collections: [...portalMap.collections, ...collections] };
  const calendar = { zone: 'UTC', today: () => '2026-01-01' };
  const sources = new Sources([new SqlSource('portal', map, app.get(StreamPool))], [], calendar);
  Object.assign(app.get(Sources), sources);
}

beforeAll(async () => {
  office = await ErasureOffice.open();
  const server = new pg.Client({ connectionString: office.portal.database.adminUrl });
  await server.connect();
  await server.query(`
    CREATE TABLE authors (id integer PRIMARY KEY, email text);
    CREATE TABLE visits (id integer PRIMARY KEY, email text, ip inet);
    CREATE TABLE posts (id integer PRIMARY KEY, author integer NOT NULL, text text);
    GRANT SELECT, INSERT, UPDATE, DELETE ON authors, posts, visits TO PUBLIC`);
  await server.end();
  mapPosts();
});
afterAll(() => office.close());

async function toldOf(username: string, id: number, hidden: boolean): Promise<object[]> {
  const member = await office.member(username, 0);
  await office.rows('INSERT INTO authors VALUES ($1, $2)', id, `${username}@readers.example`);
  await office.rows('INSERT INTO posts VALUES ($1, $1, $2)', id, 'published');
  if (hidden)
    await office.hold(
      { source: 'portal', collection: 'authors', recordIds: [String(id)] },
      'existence-hidden',
    );
  const reference = await office.ask(member);
  await office.approve(reference);
  await office.work();
  const [row] = await office.rows<{ body: string }>(
    `SELECT body FROM receipts p JOIN requests r ON r.id = p.request_id
     WHERE r.reference = $1 AND p.audience = 'person'`,
    reference,
  );
  const { outcome, erased, retained } = JSON.parse(row?.body ?? '{}') as {
    outcome: string;
    erased: { collection: string; action: string; count: number }[];
    retained: { collection: string; count: number }[];
  };
  const ours = ({ collection }: { collection: string }) => ['authors', 'posts'].includes(collection);
  return [{ outcome }, ...erased.filter(ours), ...retained.filter(ours)];
}

describe('what stays without its author', () => {
  it('keeps nobody from going, and tells of no hold on its author that hides itself', async () => {
    const without = await toldOf('amal', 1, false);
    expect(without).toMatchObject([
      { outcome: 'completed' },
      { collection: 'authors', action: 'erased', count: 1 },
      { collection: 'posts', count: 1 },
      { collection: 'posts', count: 1 },
    ]);
    expect(await toldOf('badr', 2, true)).toEqual(
      without.map((one) => ('records' in one ? { ...one, records: ['2'] } : one)),
    );
    expect(await office.rows('SELECT id FROM authors')).toEqual([{ id: 2 }]);
    expect(await office.rows('SELECT author FROM posts')).toEqual([{ author: 0 }, { author: 0 }]);
  });
});

describe('what stays with the network of its address', () => {
  it('is told as shortened, in the receipt and on its page', async () => {
    const member = await office.member('hiba', 0);
    await office.rows(
      `INSERT INTO visits VALUES (1, 'hiba@readers.example', '203.0.113.9'), (2, 'hiba@readers.example', '203.0.113.0')`,
    );
    const reference = await office.ask(member);
    await office.approve(reference);
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    expect(await office.rows('SELECT email, ip::text FROM visits ORDER BY id')).toEqual([
      { email: null, ip: '203.0.113.0/32' },
      { email: null, ip: '203.0.113.0/32' },
    ]);
    const [row] = await office.rows<{ body: string }>(
      `SELECT body FROM receipts p JOIN requests r ON r.id = p.request_id
       WHERE r.reference = $1 AND p.audience = 'person'`,
      reference,
    );
    const receipt = JSON.parse(row?.body ?? '{}') as Receipt;
    const [visits, ...more] = receipt.erased.filter(({ shortened }) => shortened);
    expect([visits, more]).toMatchObject([{ collection: 'visits', action: 'anonymised', count: 2 }, []]);
    expect(receiptPage({ ...receipt, locale: 'en' }, 'UTC', 'receipt.json')).toContain(
      'IP addresses are shortened to their network',
    );
  });
});
