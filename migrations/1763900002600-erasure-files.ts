import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Files that rows name, remembered until they are gone: once its row is erased, nothing else knows of a file. */
export class ErasureFiles1763900002600 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE erasure_files (
        erasure_id uuid NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
        source text NOT NULL,
        collection text NOT NULL,
        mac bytea NOT NULL,
        sealed bytea NOT NULL,
        PRIMARY KEY (erasure_id, source, collection, mac)
      )`);
    await db.query(`COMMENT ON TABLE erasure_files IS
      'the files of a record each, sealed, since names of files may name people; mac: a keyed hash of the same names'`);
    await db.query(`
      ALTER TABLE erasure_counts
        ADD COLUMN files_deleted bigint NOT NULL DEFAULT 0,
        ADD COLUMN files_stripped bigint NOT NULL DEFAULT 0`);
  }

  async down(db: QueryRunner): Promise<void> {
    // Where the row of a file is gone, nothing else leads to the file.
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM erasure_files) THEN
          RAISE EXCEPTION 'Files of erased rows are still to go; let their erasures end first.';
        END IF;
      END $$`);
    await db.query('ALTER TABLE erasure_counts DROP COLUMN files_deleted, DROP COLUMN files_stripped');
    await db.query('DROP TABLE erasure_files');
  }
}
