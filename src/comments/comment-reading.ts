import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { PublishedArticles } from '../articles/published-articles.js';
import { Cursors } from '../platform/http/cursors.js';
import { SHOWN_COMMENT, THREAD_PAGE } from './comment-thread.js';

/** A comment as the public sees it: never the address, the IP or the user agent (P02). */
export interface PublicComment {
  readonly id: string;
  readonly parentId: string | null;
  readonly authorName: string | null;
  readonly authorWebsite: string | null;
  readonly body: string;
  readonly createdAt: Date;
  /** Nothing but its place in the thread is left, or shown for now. */
  readonly removed: boolean;
}

/** Times are kept as the database writes them: a Date would lose its microseconds. */
const position = z.tuple([z.string(), z.uuid()]);

/** The approved comments under articles. */
@Injectable()
export class CommentReading {
  constructor(
    private readonly database: DataSource,
    private readonly articles: PublishedArticles,
    private readonly cursors: Cursors,
  ) {}

  /**
   * Oldest first, so that a thread reads from top to bottom. What was answered keeps its place, without author and text,
   * where it was erased or is hidden. With the article itself.
   * @throws Problem 404 for an unknown article
   */
  async comments(slug: string, limit: number, cursor?: string) {
    const article = await this.articles.one(slug);
    const list = `comments/${article.id}`;
    const after = cursor === undefined ? null : this.cursors.open(list, null, cursor, position);
    const found = await this.database.query<(PublicComment & { at: string })[]>(THREAD_PAGE, [
      article.id,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ]);
    const last = found[limit - 1];
    const more = found.length > limit && last !== undefined;
    const items = found.slice(0, limit).map(({ at: _at, ...comment }): PublicComment => comment);
    return { article, items, next: more ? this.cursors.seal(list, null, [last.at, last.id]) : null };
  }

  /** A comment of an article, where it is shown and can be answered. */
  async shown(articleId: string, id: string): Promise<PublicComment | undefined> {
    const rows = await this.database.query<PublicComment[]>(SHOWN_COMMENT, [articleId, id]);
    return rows[0];
  }
}
