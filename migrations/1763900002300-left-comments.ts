import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What the public sees of comments that erasures left: known row by row, for as long as the erasure is not over. */
export class LeftComments1763900002300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE left_comments (
        comment_id uuid,
        erasure_id uuid REFERENCES erasures (id) ON DELETE CASCADE,
        detached boolean NOT NULL,
        PRIMARY KEY (comment_id, erasure_id)
      )`);
    await db.query('CREATE INDEX ON left_comments (erasure_id)');
    await db.query(`COMMENT ON TABLE left_comments IS
      'comments that an erasure left to holds or retentions: to the public they are as the erasure would have made them'`);
    await db.query(`COMMENT ON COLUMN left_comments.detached IS
      'shown without their author, as their person chose; not shown at all where false'`);
    await this.takeOver(db);
    await db.query('DELETE FROM comment_hiding WHERE before IS NOT NULL');
    await db.query('ALTER TABLE comment_hiding DROP COLUMN before');
  }

  /** Comments of erasures that are deferred already. */
  private async takeOver(db: QueryRunner): Promise<void> {
    await db.query(`
      INSERT INTO left_comments (comment_id, erasure_id, detached)
      SELECT k.key[1]::uuid, e.id, coalesce(r.scope ->> 'comments' = 'detach', false)
      FROM erasures e JOIN requests r ON r.id = e.request_id JOIN erasure_kept k ON k.erasure_id = e.id
      WHERE e.deferred_at IS NOT NULL AND e.finished_at IS NULL AND r.closed_at IS NULL
        AND k.source = 'portal' AND k.collection = 'comments' AND k.key <> '{}'`);
    await db.query(`
      INSERT INTO left_comments (comment_id, erasure_id, detached)
      SELECT c.id, e.id, coalesce(r.scope ->> 'comments' = 'detach', false)
      FROM comment_hiding h JOIN requests r ON r.id = h.request_id JOIN erasures e ON e.request_id = r.id
        JOIN comments c ON c.account_id = h.account_id AND c.created_at < h.before
      ON CONFLICT DO NOTHING`);
  }

  async down(db: QueryRunner): Promise<void> {
    // Shown again, a comment would tell whoever was told that it is erased.
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM left_comments) THEN
          RAISE EXCEPTION 'Comments are left to holds; release the holds first.';
        END IF;
      END $$`);
    await db.query('ALTER TABLE comment_hiding ADD COLUMN before timestamptz');
    await db.query(`COMMENT ON COLUMN comment_hiding.before IS
      'only comments written before; null while the erasure waits, then the instant at which holds deferred it'`);
    await db.query('DROP TABLE left_comments');
  }
}
