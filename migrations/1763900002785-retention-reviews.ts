import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** When what data maps keep without an end is looked at again: since when it is kept for this reason, and who looked last. */
export class RetentionReviews1763900002785 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE retention_reviews (
        source text NOT NULL,
        collection text NOT NULL,
        purpose text NOT NULL,
        citation text NOT NULL,
        since timestamptz NOT NULL,
        reviewed_at timestamptz,
        reviewed_by uuid,
        review_on date NOT NULL,
        told_on date,
        PRIMARY KEY (source, collection),
        CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL))
      )`);
    await db.query(
      `COMMENT ON COLUMN retention_reviews.told_on IS 'the review date of which the admins were mailed last'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE retention_reviews');
  }
}
