import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Filters of the queue that admins keep under a name. */
export class QueueViews1763900002200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Erasing an account deletes no other row with it: its own views are swept, and shared ones are the office's.
    await db.query(`
      CREATE TABLE queue_views (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        account_id uuid REFERENCES accounts (id) ON DELETE SET NULL,
        shared boolean NOT NULL,
        name text NOT NULL,
        filter jsonb NOT NULL CHECK (NOT filter ? 'q'),
        created_at timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX ON queue_views (account_id, id)');
    await db.query('CREATE INDEX ON queue_views (id) WHERE shared');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE queue_views');
  }
}
