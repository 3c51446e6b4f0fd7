import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Cursors } from '../platform/http/cursors.js';
import { type WrittenArticle } from './article-form.js';

/** An article in the list of those who write. */
export type ArticleEntry = Omit<WrittenArticle, 'body' | 'version'>;

const position = z.uuid();

/** Articles for admins: drafts too. */
@Injectable()
export class ArticleLists {
  constructor(
    private readonly database: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /** The latest begun first. @throws Problem 422 for a cursor that cannot be used */
  async all(limit: number, cursor?: string): Promise<{ items: ArticleEntry[]; next: string | null }> {
    const list = 'admin-articles';
    const before = cursor === undefined ? null : this.cursors.open(list, null, cursor, position);
    const rows = await this.database.query<ArticleEntry[]>(
      `SELECT id, slug, title, published_at AS "publishedAt" FROM articles
       WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
      [before, limit + 1],
    );
    const last = rows[limit - 1];
    const more = rows.length > limit && last !== undefined;
    return { items: rows.slice(0, limit), next: more ? this.cursors.seal(list, null, last.id) : null };
  }
}
