import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Cursors } from '../platform/http/cursors.js';
import { notFound } from '../platform/http/problem.js';

/** An article in a list. */
export interface ArticleLine {
  readonly slug: string;
  readonly title: string;
  readonly publishedAt: Date;
}

/** An article as readers get it. */
export interface PublishedArticle extends ArticleLine {
  readonly id: string;
  readonly body: string;
}

/** True where the article of this id, a column or a parameter, is published. */
export function isPublished(articleId: string): string {
  return `EXISTS (SELECT FROM articles pa WHERE pa.id = ${articleId} AND pa.published_at IS NOT NULL)`;
}

/** Times are kept as the database writes them: a Date would lose its microseconds. */
const position = z.tuple([z.string(), z.uuid()]);

/** Articles for everybody: no drafts. */
@Injectable()
export class PublishedArticles {
  constructor(
    private readonly database: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /** Newest first. @throws Problem 422 for a cursor that cannot be used */
  async page(limit: number, cursor?: string): Promise<{ items: ArticleLine[]; next: string | null }> {
    const before = cursor === undefined ? null : this.cursors.open('articles', null, cursor, position);
    const found = await this.database.query<(ArticleLine & { id: string; at: string })[]>(
      `SELECT id, slug, title, published_at AS "publishedAt", published_at::text AS at
       FROM articles
       WHERE published_at IS NOT NULL
         AND ($1::timestamptz IS NULL OR (published_at, id) < ($1::timestamptz, $2::uuid))
       ORDER BY published_at DESC, id DESC LIMIT $3`,
      [before?.[0] ?? null, before?.[1] ?? null, limit + 1],
    );
    const last = found[limit - 1];
    const more = found.length > limit && last !== undefined;
    const items = found
      .slice(0, limit)
      .map(({ slug, title, publishedAt }): ArticleLine => ({ slug, title, publishedAt }));
    return { items, next: more ? this.cursors.seal('articles', null, [last.at, last.id]) : null };
  }

  /** @throws Problem 404 */
  async one(slug: string): Promise<PublishedArticle> {
    // What the database cannot hold is no article's.
    const canBe = !slug.includes('\0') && slug.isWellFormed();
    const [row] = canBe
      ? await this.database.query<PublishedArticle[]>(
          `SELECT id, slug, title, body, published_at AS "publishedAt" FROM articles
           WHERE slug = $1 AND published_at IS NOT NULL`,
          [slug],
        )
      : [];
    if (row === undefined) throw notFound();
    return row;
  }

  /** What one is called, a draft too: whoever wrote under it sees it named. @throws Problem 404 */
  async named(id: string): Promise<Pick<ArticleLine, 'slug' | 'title'>> {
    const [row] = await this.database.query<Pick<ArticleLine, 'slug' | 'title'>[]>(
      'SELECT slug, title FROM articles WHERE id = $1',
      [id],
    );
    if (row === undefined) throw notFound();
    return row;
  }
}
