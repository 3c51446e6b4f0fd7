import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Restrictions of processing that are or were in force (GDPR, article 18), and the rows that each keeps from being shown. */
export class Restrictions1763900002760 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE restrictions (
        request_id uuid PRIMARY KEY REFERENCES requests (id) ON DELETE CASCADE,
        since timestamptz NOT NULL,
        placed_at timestamptz,
        lift_at timestamptz,
        reason text,
        lifted_at timestamptz,
        lifted_by text CHECK (lifted_by IN ('person', 'office', 'erasure')),
        CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
      )`);
    await db.query('CREATE INDEX ON restrictions (since) WHERE lifted_at IS NULL');
    await db.query(`COMMENT ON COLUMN restrictions.placed_at IS
      'when every row was hidden that the portal hides in other tables; in force from "since" on'`);
    await db.query(`COMMENT ON COLUMN restrictions.lift_at IS
      'when it ends by itself: the person was told before; null where nobody lifts it'`);
    await db.query(
      `COMMENT ON COLUMN restrictions.reason IS 'why the office lifts it, as the person is told'`,
    );
    await db.query(`
      CREATE TABLE restriction_kept (
        source text NOT NULL,
        collection text NOT NULL,
        key text[] NOT NULL,
        request_id uuid NOT NULL REFERENCES restrictions (request_id) ON DELETE CASCADE,
        PRIMARY KEY (source, collection, key, request_id)
      )`);
    await db.query('CREATE INDEX ON restriction_kept (request_id, source, collection, key)');
    await db.query(`COMMENT ON TABLE restriction_kept IS
      'rows that a restriction in force keeps hidden; what they held before is in restricted_rows'`);
    await db.query('ALTER TABLE comment_hiding ADD COLUMN before timestamptz');
    await db.query(`COMMENT ON COLUMN comment_hiding.before IS
      'only comments written before, as a restriction reaches no further; null while an erasure waits'`);
  }

  async down(db: QueryRunner): Promise<void> {
    // Forgotten, what was hidden would stay so for ever, and nobody would be told.
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM restrictions WHERE lifted_at IS NULL) OR EXISTS (SELECT FROM restriction_kept) THEN
          RAISE EXCEPTION 'Restrictions are in force; lift them first.';
        END IF;
      END $$`);
    await db.query('DELETE FROM comment_hiding WHERE before IS NOT NULL');
    await db.query('ALTER TABLE comment_hiding DROP COLUMN before');
    await db.query('DROP TABLE restriction_kept, restrictions');
  }
}
