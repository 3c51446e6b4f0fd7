import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { type LiveSchema } from '../../../src/sources/engine/live-schema.js';
import { SourceFiles } from '../../../src/sources/files/source-files.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { Sources } from '../../../src/sources/sources.js';
import { readLiveSchema } from '../../../src/sources/sql/live-schema.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { unmappedColumns, unmappedTables } from '../../../src/sources/unmapped-columns.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

describe('the portal map and the schema of the migrations', () => {
  const map = readMap('portal');
  let database: TestDatabase;
  let client: pg.Client;
  let live: LiveSchema;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    live = await readLiveSchema(client, 'public');
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('speaks of every table', () => {
    expect(unmappedTables(map, live), 'tables to map, or to name under notMapped, in portal.yaml').toEqual(
      [],
    );
  });

  it('speaks of every column of mapped tables, and of every other one that looks personal', () => {
    expect(
      unmappedColumns(map, live, () => true).map(({ table, column }) => `${table}.${column}`),
      'columns to map, to withhold or to declare not personal in portal.yaml',
    ).toEqual([]);
  });

  it('fits: nothing is missing, keys are unique, every lead has an index', async () => {
    const pool = new StreamPool(database.appUrl);
    try {
      const check = await new Sources([new SqlSource('portal', map, pool)], [], undefined, {
        folders: new Map([['portal', new SourceFiles('portal', '/')]]),
      }).check('portal');
      expect(check).toEqual({
        source: 'portal',
        problems: [],
        erasing: [],
        absent: [],
        warnings: [],
        unmapped: [],
      });
    } finally {
      await pool.onApplicationShutdown();
    }
  });

  it('fails once a column or a table is added that looks personal', async () => {
    await client.query('ALTER TABLE comments ADD COLUMN colour text');
    await client.query('ALTER TABLE rate_limits ADD COLUMN last_ip inet');
    await client.query('CREATE TABLE newsletter (id integer PRIMARY KEY, "subscriberEmail" text)');
    const after = await readLiveSchema(client, 'public');
    expect(unmappedTables(map, after)).toEqual(['newsletter']);
    expect(unmappedColumns(map, after, () => true)).toEqual([
      { table: 'comments', column: 'colour', type: 'text' },
      { table: 'newsletter', column: 'subscriberEmail', type: 'text' },
      { table: 'rate_limits', column: 'last_ip', type: 'inet' },
    ]);
    expect(unmappedColumns(map, after).map(({ column }) => column)).toEqual(['subscriberEmail', 'last_ip']);
  });
});
