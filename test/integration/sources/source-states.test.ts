import pg from 'pg';
import { type DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Clock } from '../../../src/platform/clock/clock.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { SourceStates } from '../../../src/sources/source-states.js';
import { Sources } from '../../../src/sources/sources.js';
import { type ConnectionPool, SqlSource } from '../../../src/sources/sql/sql-source.js';
import { connectTestDatabase, createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let pool: pg.Pool;
let portal: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.ownerUrl });
  pool.on('error', () => undefined);
  portal = await connectTestDatabase(database.appUrl);
});
afterAll(async () => {
  await pool.end();
  await portal.destroy();
  await database.drop();
});

/** None of these sources is one that is pinned. */
const NO_PINS = {
  problems: () => Promise.resolve([]),
  since: () => Promise.resolve(new Map<string, Date>()),
};

const statesOf = (pools: Record<string, ConnectionPool>) => {
  const sources = new Sources(
    Object.entries(pools).map(([id, each]) => new SqlSource(id, readMap('portal'), each)),
  );
  return new SourceStates(sources, NO_PINS, new Clock(), portal);
};

describe('the states of sources', () => {
  it('have estimates out of the statistics', async () => {
    await pool.query(`INSERT INTO persons SELECT FROM generate_series(1, 30)`);
    await pool.query(`
      INSERT INTO person_identifiers (person_id, source, kind, value, verified_at)
      SELECT id, 'portal', 'email', id || '@readers.example', now() FROM persons`);
    await pool.query('ANALYZE person_identifiers');
    const [state] = await statesOf({ portal: pool }).all();
    expect(state).toMatchObject({ id: 'portal', mode: 'erase', answer: 'answered' });
    expect(state?.check?.problems).toEqual([]);
    const found = state?.collections.filter(({ table }) => table === 'person_identifiers');
    expect(found?.map(({ estimate }) => estimate)).toEqual(found?.map(() => 30));
    expect(found?.length).toBeGreaterThan(0);
  });

  it('say of one that hangs that it is silent, wait for no other, and ask it once', async () => {
    let asked = 0;
    const hanging: ConnectionPool = {
      connect: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    };
    const states = statesOf({ portal: pool, far: hanging });
    const [both, again] = await Promise.all([states.all(), states.all()]);
    for (const found of [both, again]) {
      expect(found.map(({ id, answer, mode }) => [id, answer, mode])).toEqual([
        ['portal', 'answered', 'erase'],
        ['far', 'silent', 'read-only'],
      ]);
      expect(found[1]?.collections.every(({ estimate }) => estimate === undefined)).toBe(true);
    }
    expect(asked).toBe(1);
  });

  it('say when each last answered, whichever process had asked', async () => {
    const hanging: ConnectionPool = { connect: () => new Promise(() => undefined) };
    const [before] = await statesOf({ site: hanging }).all();
    expect(before).toMatchObject({ answer: 'silent', checkedAt: undefined });
    const [answered] = await statesOf({ site: pool }).all();
    expect(answered?.checkedAt).toBeInstanceOf(Date);
    const [silent] = await statesOf({ site: hanging }).all();
    expect(silent).toMatchObject({ answer: 'silent', checkedAt: answered?.checkedAt });
  });

  it('say of one that cannot be reached why, without its address', async () => {
    const refusing = new pg.Pool({ connectionString: 'postgres://reader:secret@127.0.0.1:1/none' });
    try {
      const [state] = await statesOf({ far: refusing }).all();
      expect(state).toMatchObject({ answer: 'answered', mode: 'read-only', checkedAt: undefined });
      expect(state?.check?.problems).toHaveLength(1);
      expect(JSON.stringify(state)).not.toMatch(/secret|127\.0\.0\.1/);
    } finally {
      await refusing.end();
    }
  });
});
