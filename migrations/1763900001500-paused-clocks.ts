import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Clocks that stand still while a person's answer is awaited, where the law lets them. */
export class PausedClocks1763900001500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE requests
        ADD COLUMN paused_at timestamptz,
        ADD COLUMN paused_days integer NOT NULL DEFAULT 0 CHECK (paused_days >= 0)`);
    await db.query(`COMMENT ON COLUMN requests.paused_days IS
      'days for which the clock stood still before; they come on top of what the law gives'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE requests DROP COLUMN paused_days, DROP COLUMN paused_at');
  }
}
