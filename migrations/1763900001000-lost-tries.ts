import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Counts tries that were cut short apart from those that failed. */
export class LostTries1763900001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks ADD COLUMN lost integer NOT NULL DEFAULT 0');
    await db.query(`COMMENT ON COLUMN tasks.lost IS
      'tries that another worker took up because the lease ran out: they are not among the attempts'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks DROP COLUMN lost');
  }
}
