import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Batches that erase in other databases, from before they begin until what became of them is counted. */
export class EraseBatches1763900002500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE erase_batches (
        id uuid PRIMARY KEY,
        erasure_id uuid NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
        source text NOT NULL,
        collection text NOT NULL,
        named boolean NOT NULL,
        sealed bytea NOT NULL,
        epoch bigint NOT NULL,
        fence bigint NOT NULL DEFAULT 1,
        remote_connection text NOT NULL,
        state text NOT NULL DEFAULT 'begun' CHECK (state IN ('begun', 'committing', 'ended')),
        changed_at timestamptz NOT NULL DEFAULT now()
      )`);
    await db.query(`COMMENT ON TABLE erase_batches IS
      'begun: not to commit yet; committing: may commit there at any moment; ended: its connection is gone for certain, and
       what became of it is still to be found out. One that is done has no row'`);
    await db.query(`COMMENT ON COLUMN erase_batches.sealed IS
      'keys of the rows, and once it is to commit what its statement said and which holds it spared'`);
    await db.query('CREATE INDEX ON erase_batches (erasure_id)');
    await db.query(`CREATE INDEX ON erase_batches (source) WHERE state = 'committing'`);
    await db.query(`ALTER TABLE holds ALTER COLUMN in_force_at DROP NOT NULL,
      ADD COLUMN awaits uuid[] NOT NULL DEFAULT '{}'`);
    await db.query(`COMMENT ON COLUMN holds.awaits IS
      'batches that were about to commit in another database when it was placed: it is in force once none of them is any more'`);
  }

  async down(db: QueryRunner): Promise<void> {
    // Without its row nobody would know whether a batch has committed, nor for which one a hold waits.
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM erase_batches) OR EXISTS (SELECT FROM holds WHERE in_force_at IS NULL) THEN
          RAISE EXCEPTION 'Batches in other databases are under way; let their erasures go on first.';
        END IF;
      END $$`);
    await db.query('ALTER TABLE holds DROP COLUMN awaits, ALTER COLUMN in_force_at SET NOT NULL');
    await db.query('DROP TABLE erase_batches');
  }
}
