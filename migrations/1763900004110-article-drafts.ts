import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Articles may be drafts, which the public does not see, and what they show is written down beside them. */
export class ArticleDrafts1763900004110 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE articles ALTER published_at DROP NOT NULL');
    await db.query(`COMMENT ON COLUMN articles.published_at IS 'null of a draft'`);
    await db.query(`
      CREATE TABLE article_images (
        article_id uuid NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        media_id uuid NOT NULL REFERENCES media (id),
        PRIMARY KEY (article_id, media_id)
      )`);
    await db.query('CREATE INDEX ON article_images (media_id)');
    await db.query(`
      CREATE TABLE article_embeds (
        article_id uuid NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        host text NOT NULL,
        PRIMARY KEY (article_id, host)
      )`);
    await db.query('CREATE INDEX ON article_embeds (host)');
  }

  async down(db: QueryRunner): Promise<void> {
    // A draft would be published by it.
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM articles WHERE published_at IS NULL) THEN
          RAISE EXCEPTION 'Drafts would become public; publish or delete them first.';
        END IF;
      END $$`);
    await db.query('DROP TABLE article_embeds, article_images');
    await db.query('ALTER TABLE articles ALTER published_at SET NOT NULL');
  }
}
