import { type EntityManager } from 'typeorm';
import { type shownIn } from './article-blocks.js';

/** What stands alone on lines of an article: ids of images, hosts of other sites. */
export type ShownContent = ReturnType<typeof shownIn>;

/** Writes down what an article shows now, in the place of what it showed before. */
export async function keepShown(
  manager: EntityManager,
  articleId: string,
  { mediaIds, hosts }: ShownContent,
): Promise<void> {
  await manager.query('DELETE FROM article_images WHERE article_id = $1', [articleId]);
  await manager.query('DELETE FROM article_embeds WHERE article_id = $1', [articleId]);
  await manager.query(
    'INSERT INTO article_images (article_id, media_id) SELECT $1, m FROM unnest($2::uuid[]) AS m',
    [articleId, mediaIds],
  );
  await manager.query(
    'INSERT INTO article_embeds (article_id, host) SELECT $1, h FROM unnest($2::text[]) AS h',
    [articleId, hosts],
  );
}
