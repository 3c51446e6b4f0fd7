import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What went by age: of each rule of retention the last run that removed something. */
export class Purges1763900004400 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE purges (
        rule text PRIMARY KEY,
        at timestamptz NOT NULL,
        removed bigint NOT NULL,
        untold bigint NOT NULL
      )`);
    await db.query(`COMMENT ON COLUMN purges.removed IS 'rows that the last run removed'`);
    await db.query(`COMMENT ON COLUMN purges.untold IS 'rows that no event of the log counts yet'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE purges');
  }
}
