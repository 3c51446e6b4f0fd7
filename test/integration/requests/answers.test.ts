import { type DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ANSWERS, isUnanswered, UNANSWERED } from '../../../src/requests/answers.js';
import { CLOSED_STATES, REQUEST_STATES } from '../../../src/requests/request-kinds.js';
import { connectTestDatabase, createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let sql: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = await connectTestDatabase(database.appUrl);
});

afterAll(async () => {
  await sql.destroy();
  await database.drop();
});

it('means the same by a request without an answer in the database and in the code', async () => {
  const cases = REQUEST_STATES.flatMap((state) =>
    [null, 'deferred', 'completed'].map((told) => ({
      state,
      told,
      closed_at: CLOSED_STATES.includes(state) ? '2026-01-01T00:00:00Z' : null,
    })),
  );
  const found = await sql.query<{ state: string; told: string | null }[]>(
    `SELECT r.state, r.told FROM jsonb_to_recordset($1) AS r (state text, told text, closed_at timestamptz) WHERE ${UNANSWERED}`,
    [JSON.stringify(cases)],
  );
  expect(found).toEqual(cases.filter(isUnanswered).map(({ state, told }) => ({ state, told })));
  // An erasure that goes on with what holds had kept, after its person was told an outcome, is late for nobody.
  expect(found).toContainEqual({ state: 'running', told: null });
  expect(found).not.toContainEqual({ state: 'running', told: 'deferred' });
});

it('finds answers by an index that holds no other steps', async () => {
  const plan = await sql.transaction(async (manager) => {
    await manager.query('SET LOCAL enable_seqscan = off');
    return manager.query<Record<string, string>[]>(
      `EXPLAIN SELECT request_id, min(at) FROM request_steps WHERE ${ANSWERS} GROUP BY request_id`,
    );
  });
  expect(JSON.stringify(plan)).toContain('request_steps_answers');
});
