import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as timeOrderedUuid } from 'uuid';
import { z } from 'zod';
import { AuditLog } from '../audit/audit-log.js';
import { Media } from '../media/media.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { type Origin } from '../platform/http/origin.js';
import { invalidField, notFound } from '../platform/http/problem.js';
import { line, paragraphs } from '../platform/http/text-schemas.js';
import { shownIn } from './article-blocks.js';

/** What an editor writes. */
export const ArticleForm = z.strictObject({
  slug: z
    .string({ error: 'Give the end of the address.' })
    .max(100, 'At most 100 characters.')
    .regex(
      /^[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u,
      'Small letters and digits, with single hyphens.',
    )
    .transform((text) => text.normalize('NFC')),
  title: line(200),
  body: paragraphs(100_000),
  published: z.boolean({ error: 'Say whether it is published.' }),
});
export type ArticleForm = z.output<typeof ArticleForm>;

export interface WrittenArticle extends Omit<ArticleForm, 'published'> {
  readonly id: string;
  /** Null of a draft. */
  readonly publishedAt: Date | null;
}

/** Who writes. */
export interface Editor {
  readonly accountId: string;
  readonly origin: Origin;
}

const COLUMNS = 'id, slug, title, body, published_at AS "publishedAt"';

/** Lets admins write articles. The public sees none before it is published. */
@Injectable()
export class ArticleWriting {
  constructor(
    private readonly database: DataSource,
    private readonly media: Media,
    private readonly config: Config,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 */
  async one(id: string, manager: EntityManager = this.database.manager): Promise<WrittenArticle> {
    const [row] = await manager.query<WrittenArticle[]>(`SELECT ${COLUMNS} FROM articles WHERE id = $1`, [
      id,
    ]);
    if (row === undefined) throw notFound();
    return row;
  }

  /** @throws Problem 422 at `/slug` where it is taken, or `/body` where it shows what it cannot */
  async create(form: ArticleForm, editor: Editor): Promise<WrittenArticle> {
    const id = timeOrderedUuid();
    return this.write(form, editor, async (manager) => {
      await manager.query('INSERT INTO articles (id, slug, title, body) VALUES ($1, $2, $3, $4)', [
        id,
        form.slug,
        form.title,
        form.body,
      ]);
      return id;
    });
  }

  /** @throws Problem 404, or 422 as `create` does */
  async change(id: string, form: ArticleForm, editor: Editor): Promise<WrittenArticle> {
    return this.write(form, editor, async (manager) => {
      const [, changed] = await manager.query<[unknown[], number]>(
        'UPDATE articles SET slug = $2, title = $3, body = $4 WHERE id = $1',
        [id, form.slug, form.title, form.body],
      );
      if (changed === 0) throw notFound();
      return id;
    });
  }

  private async write(
    form: ArticleForm,
    { accountId, origin }: Editor,
    store: (manager: EntityManager) => Promise<string>,
  ): Promise<WrittenArticle> {
    const shown = shownIn(form.body);
    await this.checkShown(shown);
    return this.database.transaction(async (manager) => {
      await refuseTaken(store(manager));
      const { id, publishedAt } = await this.bySlug(manager, form.slug);
      await this.publish(manager, id, form.published);
      await show(manager, id, shown);
      await this.log.append(manager, {
        action: form.published && publishedAt === null ? 'article.published' : 'article.changed',
        actor: { type: 'account', id: accountId },
        detail: { article: id, published: form.published },
        values: { ...origin },
      });
      return this.one(id, manager);
    });
  }

  private async bySlug(manager: EntityManager, slug: string): Promise<WrittenArticle> {
    const [row] = await manager.query<[WrittenArticle]>(`SELECT ${COLUMNS} FROM articles WHERE slug = $1`, [
      slug,
    ]);
    return row;
  }

  /** One that is published already keeps its date. */
  private async publish(manager: EntityManager, id: string, published: boolean): Promise<void> {
    await manager.query(
      'UPDATE articles SET published_at = CASE WHEN $2 THEN coalesce(published_at, $3) END WHERE id = $1',
      [id, published, this.clock.now()],
    );
  }

  /** What a frame of the portal itself shows could reach the page around it. */
  private async checkShown({ mediaIds, hosts }: ReturnType<typeof shownIn>): Promise<void> {
    if (hosts.includes(new URL(this.config.baseUrl).host))
      throw invalidField('/body', 'A page of this site cannot be embedded; write a link within a sentence.');
    const known = await this.media.described(mediaIds);
    if (mediaIds.some((id) => !known.has(id)))
      throw invalidField('/body', 'A line names an image that is not here; upload it first.');
  }
}

async function show(
  manager: EntityManager,
  id: string,
  { mediaIds, hosts }: ReturnType<typeof shownIn>,
): Promise<void> {
  await manager.query('DELETE FROM article_images WHERE article_id = $1', [id]);
  await manager.query('DELETE FROM article_embeds WHERE article_id = $1', [id]);
  await manager.query(
    'INSERT INTO article_images (article_id, media_id) SELECT $1, m FROM unnest($2::uuid[]) AS m',
    [id, mediaIds],
  );
  await manager.query(
    'INSERT INTO article_embeds (article_id, host) SELECT $1, h FROM unnest($2::text[]) AS h',
    [id, hosts],
  );
}

/** @throws Problem 422 where another article has the address */
async function refuseTaken(stored: Promise<unknown>): Promise<void> {
  try {
    await stored;
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'articles_slug_key') throw error;
    throw invalidField('/slug', 'Another article has this address.');
  }
}
