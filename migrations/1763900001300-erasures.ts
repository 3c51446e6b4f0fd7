import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Erasures: what was planned and approved, how far a run is, what holds kept, and the receipt. */
export class Erasures1763900001300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE erasures (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        request_id uuid UNIQUE REFERENCES requests (id) ON DELETE CASCADE,
        plan jsonb,
        planned_at timestamptz,
        sealed bytea,
        started_at timestamptz,
        rows_total bigint NOT NULL DEFAULT 0,
        rows_done bigint NOT NULL DEFAULT 0,
        deferred_at timestamptz,
        finished_at timestamptz,
        CHECK ((plan IS NULL) = (planned_at IS NULL))
      )`);
    await db.query(`COMMENT ON TABLE erasures IS
      'one a request; without a request: a replay of what a restored backup brought back'`);
    await db.query(`COMMENT ON COLUMN erasures.sealed IS
      'who is erased: addresses and the identifiers that their rows taught; gone with the end of the erasure'`);
    await db.query(`
      CREATE TABLE erasure_counts (
        erasure_id uuid NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
        source text NOT NULL,
        collection text NOT NULL,
        deleted bigint NOT NULL DEFAULT 0,
        cleared bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (erasure_id, source, collection)
      )`);
    await db.query(`
      CREATE TABLE erasure_kept (
        erasure_id uuid NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
        source text NOT NULL,
        collection text NOT NULL,
        key text[] NOT NULL,
        holds uuid[] NOT NULL,
        categories text[] NOT NULL,
        rows bigint NOT NULL DEFAULT 1,
        PRIMARY KEY (erasure_id, source, collection, key)
      )`);
    await db.query(`COMMENT ON COLUMN erasure_kept.key IS
      'of the row; empty for all held rows of a collection that goes with the end of the case'`);
    await db.query('CREATE INDEX ON erasure_kept USING gin (holds)');
    await db.query(`
      CREATE TABLE receipts (
        request_id uuid NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
        audience text NOT NULL CHECK (audience IN ('person', 'office')),
        made_at timestamptz NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (request_id, audience)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE receipts, erasure_kept, erasure_counts, erasures');
  }
}
