import { Global, Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EmbedHosts } from '../policy/embed-hosts.js';
import { isPublished } from './published-articles.js';

@Injectable()
class ArticleEmbedHosts extends EmbedHosts {
  constructor(private readonly database: DataSource) {
    super();
  }

  override async hosts(): Promise<string[]> {
    const rows = await this.database.query<{ host: string }[]>(
      `SELECT DISTINCT host FROM article_embeds WHERE ${isPublished('article_id')} ORDER BY host`,
    );
    return rows.map(({ host }) => host);
  }
}

/** Tells the policy which other sites articles embed (P15). */
@Global()
@Module({
  providers: [{ provide: EmbedHosts, useClass: ArticleEmbedHosts }],
  exports: [EmbedHosts],
})
export class ArticleEmbedHostsModule {}
