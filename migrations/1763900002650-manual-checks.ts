import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What admins found in systems that are no databases. */
export class ManualChecks1763900002650 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE manual_checks (
        request_id uuid NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
        system text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('nothing', 'handed_over', 'erased', 'expires')),
        expires_on date CHECK ((expires_on IS NOT NULL) = (outcome = 'expires')),
        answered_at timestamptz NOT NULL,
        answered_by uuid REFERENCES accounts (id) ON DELETE SET NULL,
        PRIMARY KEY (request_id, system)
      )`);
    await db.query('CREATE INDEX manual_checks_answered_by ON manual_checks (answered_by)');
  }

  async down(db: QueryRunner): Promise<void> {
    // What was found there is in no receipt or copy yet.
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM manual_checks c JOIN requests r ON r.id = c.request_id WHERE r.closed_at IS NULL) THEN
          RAISE EXCEPTION 'Open requests have answers about systems that are searched by hand; end them first.';
        END IF;
      END $$`);
    await db.query('DROP TABLE manual_checks');
  }
}
