import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Articles are counted as they are saved, so that an editor overwrites what was read and nothing else. */
export class ArticleVersions1763900002770 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE articles ADD COLUMN version integer NOT NULL DEFAULT 1');
    await db.query(`COMMENT ON COLUMN articles.version IS 'rises each time the article is saved'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE articles DROP COLUMN version');
  }
}
