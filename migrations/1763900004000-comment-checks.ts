import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Why comments wait for an admin, and the order in which admins look at them. */
export class CommentChecks1763900004000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE comment_checks (
        comment_id uuid PRIMARY KEY REFERENCES comments (id) ON DELETE CASCADE,
        reasons text[] NOT NULL,
        round integer NOT NULL DEFAULT 0
      )`);
    await db.query(`COMMENT ON COLUMN comment_checks.reasons IS
      'codes of why the comment waits, or waited last; that its address is banned is never among them'`);
    await db.query(`COMMENT ON COLUMN comment_checks.round IS
      'rises with each edit: an answer about the text before is about nothing'`);
    await db.query('CREATE INDEX ON comments (status, created_at, id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX comments_status_created_at_id_idx');
    await db.query('DROP TABLE comment_checks');
  }
}
