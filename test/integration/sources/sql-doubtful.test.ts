import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { SourcePool } from '../../../src/sources/source-pool.js';
import { SqlErasable } from '../../../src/sources/sql/sql-erasable.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { doubtfulCases } from './doubtful-cases.js';

describe('rows of a PostgreSQL source that may be somebody else’s', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let pool: SourcePool;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    pool = new SourcePool(database.adminUrl, 1);
  });

  afterAll(async () => {
    await pool.end();
    await client.end();
    await database.drop();
  });

  doubtfulCases(() => ({
    tables: async (sql) => {
      await client.query(
        `DROP SCHEMA IF EXISTS shop CASCADE; CREATE SCHEMA shop; SET search_path = shop; ${sql}; RESET search_path`,
      );
    },
    source: (map) => new SqlSource('shop', map, pool),
    erasable: (map) => new SqlErasable(new SqlSource('shop', map, pool)),
  }));
});
