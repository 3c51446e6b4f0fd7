import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { SourcePool } from '../../../src/sources/source-pool.js';
import { type Finding, findingText } from '../../../src/sources/finding.js';
import { Sources } from '../../../src/sources/sources.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { drained, PortalRows } from './portal-rows.js';

const MEGABYTE = 1_000_000;

const inEnglish = (found: Finding): string => findingText('en', found);

describe('the sources of a portal', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let pool: StreamPool;
  let portal: SqlSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    pool = new StreamPool(database.appUrl);
    portal = new SqlSource('portal', readMap('portal'), pool);
  });

  afterAll(async () => {
    await pool.onApplicationShutdown();
    await client.end();
    await database.drop();
  });

  it('are found by id', async () => {
    const sources = new Sources([portal]);
    expect(sources.all()).toEqual([portal]);
    expect(sources.get('portal')).toBe(portal);
    expect(sources.get('other')).toBeUndefined();
    expect(await sources.check('other')).toBeUndefined();
  });

  it('answer a check of one that cannot be reached, without its password', async () => {
    const away = new SourcePool('postgres://reader:s3cret@127.0.0.1:1/shop');
    const sources = new Sources([new SqlSource('shop', readMap('portal'), away)], [away]);
    const check = await sources.check('shop');
    expect(check?.problems.map(inEnglish)).toEqual([
      'The system "shop" cannot be read. Nothing answers at its address. (ECONNREFUSED)',
    ]);
    await sources.onApplicationShutdown();
  });

  it('answer a check with what is missing, slow and unmapped', async () => {
    const other = await createTestDatabase();
    const own = new pg.Client({ connectionString: other.ownerUrl });
    await own.connect();
    const reader = new SourcePool(other.appUrl);
    const sources = new Sources([new SqlSource('copy', readMap('portal'), reader)], [reader]);
    try {
      await own.query('DROP TABLE request_messages');
      await own.query('ALTER TABLE consents DROP COLUMN purpose');
      await own.query('DROP INDEX account_tokens_email');
      await own.query('ALTER TABLE articles ADD COLUMN author_phone text');
      const check = await sources.check('copy');
      expect(check?.problems.map(inEnglish)).toEqual([
        'consents: there is no column consents.purpose.',
        'request_messages: there is no table request_messages.',
      ]);
      expect(check?.warnings.map(inEnglish)).toEqual([
        'account_links: no index finds account_tokens.email by its folded value (see docs/data-maps.md); the whole table is read.',
        'Records of the system "copy" name files, and options.uploadsDir does not say where these lie: copies are made without them, and no erasure that meets such a record ends.',
      ]);
      expect(check?.unmapped).toEqual([{ table: 'articles', column: 'author_phone', type: 'text' }]);
    } finally {
      await sources.onApplicationShutdown();
      await own.end();
      await other.drop();
    }
  });

  it('read 200,000 records in bounded memory', async () => {
    const rows = new PortalRows(client);
    const article = await rows.article();
    const { account } = await rows.account('many@x.test');
    // Looking up the article and the account again for each row would take most of the time.
    await client.query('SET session_replication_role = replica');
    await client.query(
      `INSERT INTO comments (article_id, account_id, body, created_at)
       SELECT $1, $2, repeat('نص ', 40), now() FROM generate_series(1, 200000)`,
      [article, account],
    );
    const snapshot = await portal.open({ emails: ['many@x.test'] });
    try {
      let most = 0;
      const before = process.memoryUsage().rss;
      const found = await drained(snapshot.read('comments'), () => {
        most = Math.max(most, process.memoryUsage().rss);
      });
      expect(found.lines).toBe(200_000);
      expect(found.bytes).toBeGreaterThan(100 * MEGABYTE);
      expect(most - before).toBeLessThan(64 * MEGABYTE);
      expect(await snapshot.count('comments')).toBe(200_000);
    } finally {
      await snapshot.close();
    }
  }, 120_000);
});
