import { Global, Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MediaUses } from '../media/media-uses.js';
import { EmbedHosts } from '../policy/embed-hosts.js';

@Injectable()
class ArticleEmbedHosts extends EmbedHosts {
  constructor(private readonly database: DataSource) {
    super();
  }

  override async hosts(): Promise<string[]> {
    const rows = await this.database.query<{ host: string }[]>(
      `SELECT DISTINCT host FROM article_embeds
       WHERE EXISTS (SELECT FROM articles WHERE id = article_id AND published_at IS NOT NULL) ORDER BY host`,
    );
    return rows.map(({ host }) => host);
  }
}

@Injectable()
class ArticleImageUses extends MediaUses {
  constructor(private readonly database: DataSource) {
    super();
  }

  override isPublished(mediaId: string): Promise<boolean> {
    return this.exists(mediaId, 'AND published_at IS NOT NULL');
  }

  override isUsed(mediaId: string): Promise<boolean> {
    return this.exists(mediaId, '');
  }

  private async exists(mediaId: string, and: '' | 'AND published_at IS NOT NULL'): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `SELECT 1 FROM article_images JOIN articles ON id = article_id WHERE media_id = $1 ${and} LIMIT 1`,
      [mediaId],
    );
    return rows.length > 0;
  }
}

/** Tells rooms below which other sites articles embed (P15), and which images they show. */
@Global()
@Module({
  providers: [
    { provide: EmbedHosts, useClass: ArticleEmbedHosts },
    { provide: MediaUses, useClass: ArticleImageUses },
  ],
  exports: [EmbedHosts, MediaUses],
})
export class ArticleUsesModule {}
