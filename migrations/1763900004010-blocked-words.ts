import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Words that let a comment wait for an admin. They are the office's, and about nobody. */
export class BlockedWords1763900004010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE blocked_words (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        word text NOT NULL,
        folded text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL
      )`);
    await db.query(
      `COMMENT ON COLUMN blocked_words.folded IS 'the word as it is compared; computed by the portal'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE blocked_words');
  }
}
