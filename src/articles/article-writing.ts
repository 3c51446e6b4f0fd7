import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as timeOrderedUuid } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { type Origin } from '../platform/http/origin.js';
import { conflict, invalidField, notFound } from '../platform/http/problem.js';
import { shownIn } from './article-blocks.js';
import { type ArticleChange, type ArticleForm, type WrittenArticle } from './article-form.js';
import { keepShown, type ShownContent } from './shown-content.js';
import { UsableImages } from './usable-images.js';

/** Who writes. */
export interface Editor {
  readonly accountId: string;
  readonly origin: Origin;
}

const COLUMNS = 'id, slug, title, body, published_at AS "publishedAt", version';

/** Lets admins write articles. The public sees none before it is published. */
@Injectable()
export class ArticleWriting {
  constructor(
    private readonly database: DataSource,
    private readonly images: UsableImages,
    private readonly config: Config,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 */
  one(id: string): Promise<WrittenArticle> {
    return find(this.database.manager, id);
  }

  /** @throws Problem 422 at `/slug` where it is taken, or `/body` where it shows what it cannot */
  create(form: ArticleForm, editor: Editor): Promise<WrittenArticle> {
    const id = timeOrderedUuid();
    return this.write(id, form, editor, async (manager) => {
      const publishedAt = form.published ? this.clock.now() : null;
      await manager.query(
        'INSERT INTO articles (id, slug, title, body, published_at) VALUES ($1, $2, $3, $4, $5)',
        [id, form.slug, form.title, form.body, publishedAt],
      );
      return form.published;
    });
  }

  /**
   * One that is published already keeps its date.
   * @throws Problem 404; 409 `article-changed` where it was saved since `form.version`; 422 as `create` does
   */
  change(id: string, form: ArticleChange, editor: Editor): Promise<WrittenArticle> {
    return this.write(id, form, editor, async (manager) => {
      const before = await find(manager, id, 'FOR UPDATE');
      if (before.version !== form.version)
        throw conflict(
          'article-changed',
          'It was saved meanwhile. Read it again; then send its new `version`.',
        );
      const publishedAt = form.published ? (before.publishedAt ?? this.clock.now()) : null;
      await manager.query(
        `UPDATE articles SET slug = $2, title = $3, body = $4, published_at = $5, version = version + 1
         WHERE id = $1`,
        [id, form.slug, form.title, form.body, publishedAt],
      );
      return form.published && before.publishedAt === null;
    });
  }

  /** @param store writes the row @returns whether that published it */
  private write(
    id: string,
    form: ArticleForm,
    { accountId, origin }: Editor,
    store: (manager: EntityManager) => Promise<boolean>,
  ): Promise<WrittenArticle> {
    const shown = shownIn(form.body);
    return this.database.transaction(async (manager) => {
      await this.checkShown(manager, shown);
      const published = await refuseTaken(store(manager));
      await keepShown(manager, id, shown);
      await this.log.append(manager, {
        action: published ? 'article.published' : 'article.changed',
        actor: { type: 'account', id: accountId },
        detail: { article: id, published: form.published },
        values: { ...origin },
      });
      return find(manager, id);
    });
  }

  /** What a frame of the portal itself shows could reach the page around it. */
  private async checkShown(manager: EntityManager, { mediaIds, hosts }: ShownContent): Promise<void> {
    if (hosts.includes(new URL(this.config.baseUrl).host))
      throw invalidField('/body', 'A page of this site cannot be embedded; write a link within a sentence.');
    const usable = await this.images.among(manager, mediaIds);
    if (mediaIds.some((id) => !usable.has(id)))
      throw invalidField('/body', 'A line names an image that is not here; upload it first.');
  }
}

async function find(
  manager: EntityManager,
  id: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<WrittenArticle> {
  const [row] = await manager.query<WrittenArticle[]>(
    `SELECT ${COLUMNS} FROM articles WHERE id = $1 ${lock}`,
    [id],
  );
  if (row === undefined) throw notFound();
  return row;
}

/** @throws Problem 422 where another article has the address */
async function refuseTaken<T>(stored: Promise<T>): Promise<T> {
  try {
    return await stored;
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'articles_slug_key') throw error;
    throw invalidField('/slug', 'Another article has this address.');
  }
}
