import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Each row counts once, by what became of it last, in one place. */
export class ErasureCleared1763900001330 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE erasure_cleared (
        erasure_id uuid NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
        source text NOT NULL,
        collection text NOT NULL,
        key text[] NOT NULL,
        PRIMARY KEY (erasure_id, source, collection, key)
      )`);
    await db.query(`COMMENT ON TABLE erasure_cleared IS
      'rows that are cleared because others refer to them, and deleted later; gone with the end of the erasure'`);
    await db.query('ALTER TABLE erasures DROP COLUMN rows_done');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE erasures ADD COLUMN rows_done bigint NOT NULL DEFAULT 0');
    await db.query(`
      UPDATE erasures e SET rows_done =
        (SELECT coalesce(sum(deleted + cleared), 0) FROM erasure_counts c WHERE c.erasure_id = e.id)`);
    await db.query('DROP TABLE erasure_cleared');
  }
}
