import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Why work stopped, as codes and values that every language has sentences for. What was told before says no code. */
export class FailureSentences1763900002210 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE requests ALTER COLUMN failure TYPE jsonb
      USING CASE WHEN failure IS NOT NULL THEN
        jsonb_build_array(jsonb_build_object('code', 'unexpected', 'values', jsonb_build_object('work', kind)))
      END`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE requests ALTER COLUMN failure TYPE text USING failure::text');
  }
}
