import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Rows that erasures left to a retention, and until when. */
export class DatedRetentions1763900001340 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE erasure_kept
        ADD COLUMN retained boolean NOT NULL DEFAULT false,
        ADD COLUMN until date,
        ADD CHECK (until IS NULL OR retained)`);
    await db.query(`COMMENT ON COLUMN erasure_kept.until IS
      'the last day of its retention, where the office is; null of a row that no retention keeps, or one without an end'`);
    await db.query('CREATE INDEX ON erasure_kept (until) WHERE until IS NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DELETE FROM erasure_kept WHERE holds = '{}'`);
    await db.query('ALTER TABLE erasure_kept DROP COLUMN retained, DROP COLUMN until');
  }
}
