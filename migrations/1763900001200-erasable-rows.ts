import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What the rows of a person need so that they can be erased by the portal's data map (src/sources/maps/portal.yaml). */
export class ErasableRows1763900001200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE comments
        DROP CONSTRAINT comments_status_check,
        ADD CONSTRAINT comments_status_check CHECK (status IN ('pending', 'approved', 'spam', 'trash', 'erased'))`);
    // Holds of a period, and backups that bring rows back, ask when a row was written. Its id says it to the millisecond.
    await db.query('ALTER TABLE person_identifiers ADD COLUMN created_at timestamptz NOT NULL DEFAULT now()');
    await db.query(`
      UPDATE person_identifiers
      SET created_at = to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
      WHERE substr(id::text, 15, 1) = '7'`);
    // Deleting an account looks for the cases that its owner handled.
    await db.query('CREATE INDEX requests_assignee ON requests (assignee) WHERE assignee IS NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX requests_assignee');
    await db.query('ALTER TABLE person_identifiers DROP COLUMN created_at');
    await db.query(`UPDATE comments SET status = 'trash' WHERE status = 'erased'`);
    await db.query(`
      ALTER TABLE comments
        DROP CONSTRAINT comments_status_check,
        ADD CONSTRAINT comments_status_check CHECK (status IN ('pending', 'approved', 'spam', 'trash'))`);
  }
}
