import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Which database and site each source was when erasing in it was allowed. */
export class SourcePins1763900002510 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE source_pins (
        source text PRIMARY KEY,
        fingerprint jsonb NOT NULL,
        pinned_at timestamptz NOT NULL
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE source_pins');
  }
}
