import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Rows that are not shown while a hold keeps them from an erasure, and what they were before. */
export class RestrictedRows1763900002750 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE restricted_rows (
        source text NOT NULL,
        collection text NOT NULL,
        key text[] NOT NULL,
        sealed bytea NOT NULL,
        PRIMARY KEY (source, collection, key)
      )`);
    await db.query(`COMMENT ON TABLE restricted_rows IS
      'written before a row is hidden, and gone once it is shown again; of no erasure: several may keep one row'`);
    await db.query(`COMMENT ON COLUMN restricted_rows.sealed IS 'what the hiding column held'`);
  }

  async down(db: QueryRunner): Promise<void> {
    // Forgotten, what was hidden would stay so for ever.
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM restricted_rows) THEN
          RAISE EXCEPTION 'Rows are hidden under holds; release the holds first.';
        END IF;
      END $$`);
    await db.query('DROP TABLE restricted_rows');
  }
}
