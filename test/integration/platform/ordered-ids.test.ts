import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

it('gives ids in the order of their making, many a millisecond, and all different', async () => {
  const statement = 'SELECT uuid_v7()::text AS id';
  const { rows: before } = await client.query<{ ms: string }>(
    'SELECT extract(epoch FROM now()) * 1000 AS ms',
  );
  const answers = (await client.query(Array.from({ length: 500 }, () => statement).join(';'))) as unknown;
  const ids = (answers as pg.QueryResult<{ id: string }>[]).map(({ rows }) => rows[0]?.id ?? '');
  expect(ids).toHaveLength(500);
  expect(new Set(ids).size).toBe(500);
  expect([...ids].sort()).toEqual(ids);
  const times = ids.map((id) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
  expect(new Set(times).size).toBeLessThan(500);
  expect(times[0]).toBeGreaterThanOrEqual(Math.floor(Number(before[0]?.ms)));
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
