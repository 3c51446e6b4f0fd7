import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What holds that hide themselves keep of an erasure whose rest was taken back: its person was told that it is gone. */
export class TakenBackErasures1763900002310 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE erasures
        ADD COLUMN rest_of uuid UNIQUE,
        ADD COLUMN comments text CHECK (comments IN ('delete', 'detach')),
        ADD CHECK ((rest_of IS NULL) = (comments IS NULL)),
        ADD CHECK (num_nonnulls(request_id, replays, rest_of) < 2)`);
    await db.query(`COMMENT ON COLUMN erasures.rest_of IS
      'of rows that go although their erasure was taken back: that erasure; the person was told that they are gone'`);
    await db.query(
      `COMMENT ON COLUMN erasures.comments IS 'of such rows: what their person chose for their comments'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    // Without the column nothing would lead to these rows any more.
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM erasures WHERE rest_of IS NOT NULL) THEN
          RAISE EXCEPTION 'Holds keep rows of erasures that were taken back; release the holds first.';
        END IF;
      END $$`);
    await db.query('ALTER TABLE erasures DROP COLUMN rest_of, DROP COLUMN comments');
  }
}
