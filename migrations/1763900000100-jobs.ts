import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Work to do: one row a task. The queue's own schema only tells workers where to look. */
export class Jobs1763900000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE tasks (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        name text NOT NULL,
        payload jsonb NOT NULL CHECK (jsonb_typeof(payload) = 'object'),
        key text,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
        run_at timestamptz NOT NULL DEFAULT now(),
        attempts integer NOT NULL DEFAULT 0,
        fence integer NOT NULL DEFAULT 0,
        lease_until timestamptz,
        last_error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        CHECK ((state = 'running') = (lease_until IS NOT NULL)),
        CHECK ((state IN ('done', 'failed')) = (finished_at IS NOT NULL))
      )`);
    await db.query(`COMMENT ON COLUMN tasks.fence IS
      'raised by every claim: who holds an older number has lost the task and can change nothing of it'`);
    await db.query(`CREATE UNIQUE INDEX ON tasks (name, key) WHERE state = 'waiting' AND key IS NOT NULL`);
    await db.query(`CREATE INDEX ON tasks (run_at) WHERE state = 'waiting'`);
    await db.query(`CREATE INDEX ON tasks (lease_until) WHERE state = 'running'`);
    await db.query('CREATE INDEX ON tasks (state, finished_at) WHERE finished_at IS NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE tasks');
  }
}
