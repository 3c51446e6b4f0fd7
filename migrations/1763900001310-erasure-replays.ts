import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A replay is one row, however often it is tried. */
export class ErasureReplays1763900001310 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE erasures
        ADD COLUMN replays uuid UNIQUE,
        ADD CHECK (request_id IS NULL OR replays IS NULL)`);
    await db.query(`COMMENT ON COLUMN erasures.replays IS
      'of a replay: the erasure whose ledger record it redoes, which a restored database may not know'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE erasures DROP COLUMN replays');
  }
}
