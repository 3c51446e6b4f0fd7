import { type DataSource, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EraseBatches1763900002500 } from '../../../migrations/1763900002500-erase-batches.js';
import { ErasureFiles1763900002600 } from '../../../migrations/1763900002600-erasure-files.js';
import { ManualChecks1763900002650 } from '../../../migrations/1763900002650-manual-checks.js';
import { migrations } from '../../../migrations/all.js';
import {
  connectTestDatabase,
  createTestDatabase,
  rolledBack,
  type TestDatabase,
} from '../../support/database.js';

let database: TestDatabase;
let owner: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connectTestDatabase(database.ownerUrl);
});

afterAll(async () => {
  await owner.destroy();
  await database.drop();
});

const runner = ({ queryRunner }: EntityManager) => queryRunner as QueryRunner;

const number = (step: MigrationInterface) => step.constructor.name.slice(-13);

/** What the database has of tables, columns, indexes and rules. */
async function schema(manager: EntityManager): Promise<unknown[]> {
  return manager.query(
    `SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS it FROM information_schema.columns
     WHERE table_schema = 'public'
     UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
     ORDER BY 1`,
  );
}

it('the schema goes down step by step, and comes up as it was', async () => {
  const steps = migrations
    .map((step) => new step() as MigrationInterface)
    .toSorted((one, other) => (number(one) < number(other) ? -1 : 1));
  await rolledBack(owner, async (manager) => {
    const before = await schema(manager);
    for (const step of steps.slice(1).toReversed()) await step.down(runner(manager));
    for (const step of steps.slice(1)) await step.up(runner(manager));
    expect(await schema(manager)).toEqual(before);
  });
});

describe('a step down that would lose what an erasure needs', () => {
  const answered = (closed: string) => `
    WITH request AS (
      INSERT INTO requests (reference, kind, state, regime, channel, locale, received_at, due_on, due_at, due_basis, created_at, closed_at)
      VALUES ('R-1', 'erasure', 'received', 'MA', 'portal', 'en', now(), now(), now(), 'law', now(), ${closed}) RETURNING id)
    INSERT INTO manual_checks SELECT id, 'mailbox', 'nothing', NULL, now() FROM request`;
  const erasing = (insert: string) =>
    `WITH erasure AS (INSERT INTO erasures DEFAULT VALUES RETURNING id) ${insert} FROM erasure`;
  const batch = `INSERT INTO erase_batches (id, erasure_id, source, collection, named, sealed, epoch, remote_connection)
    SELECT uuid_v7(), id, 'shop', 'orders', false, '', 1, 'c'`;
  const placing = `INSERT INTO holds (matter, purpose, citation, source, review_on, visibility, placed_by, placed_at, in_force_at)
    VALUES ('m', 'legal', 'c', 'shop', '2031-01-01', 'open', uuid_v7(), now(), NULL)`;
  const file = `INSERT INTO erasure_files SELECT id, 'shop', 'orders', 'm', 's'`;

  it.each([
    ['a batch', EraseBatches1763900002500, erasing(batch), 'under way'],
    ['a hold that waits for one', EraseBatches1763900002500, placing, 'under way'],
    ['a file', ErasureFiles1763900002600, erasing(file), 'still to go'],
    ['an answer', ManualChecks1763900002650, answered('NULL'), 'end them first'],
  ])('is refused: %s', async (_, Step, sql, why) => {
    await rolledBack(owner, async (manager) => {
      await manager.query(sql);
      await expect(new Step().down(runner(manager))).rejects.toThrow(why);
    });
  });

  it('is made where its request is closed', async () => {
    await rolledBack(owner, async (manager) => {
      await manager.query(answered('now()'));
      await new ManualChecks1763900002650().down(runner(manager));
    });
  });
});
