import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Threads are read without the comments that wait, are spam or in the trash, however many of them there are. */
export class ShownThreads1763900002771 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX comments_thread ON comments (article_id, created_at, id)
      WHERE status IN ('approved', 'erased')`);
    await db.query(`
      CREATE INDEX comments_answers ON comments (parent_id)
      WHERE parent_id IS NOT NULL AND status IN ('approved', 'erased')`);
    await db.query('ALTER TABLE left_comments ADD COLUMN article_id uuid');
    await db.query(
      'UPDATE left_comments SET article_id = c.article_id FROM comments c WHERE c.id = comment_id',
    );
    await db.query('CREATE INDEX ON left_comments (article_id)');
    await db.query(`COMMENT ON COLUMN left_comments.article_id IS
      'the article of the comment; null where the comment is gone'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE left_comments DROP COLUMN article_id');
    await db.query('DROP INDEX comments_thread, comments_answers');
  }
}
