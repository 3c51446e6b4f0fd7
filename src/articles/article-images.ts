import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isPublished } from './published-articles.js';

/** Which images articles show. */
@Injectable()
export class ArticleImages {
  constructor(private readonly database: DataSource) {}

  /** Whether an article that is published shows the image. */
  isPublished(mediaId: string): Promise<boolean> {
    return this.isShown(this.database.manager, mediaId, isPublished('article_id'));
  }

  /** Whether any article, drafts too, shows it. */
  isUsed(manager: EntityManager, mediaId: string): Promise<boolean> {
    return this.isShown(manager, mediaId, 'true');
  }

  private async isShown(manager: EntityManager, mediaId: string, where: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM article_images WHERE media_id = $1 AND ${where} LIMIT 1`,
      [mediaId],
    );
    return rows.length > 0;
  }
}
