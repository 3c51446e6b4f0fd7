import { Injectable } from '@nestjs/common';
import { type Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ArticleImages } from '../articles/article-images.js';
import { type Role } from '../accounts/account.js';
import { ShownAuthors } from '../comments/shown-authors.js';
import { Cursors } from '../platform/http/cursors.js';
import { notFound } from '../platform/http/problem.js';
import { type ByteRange, ObjectStore } from '../platform/storage/object-store.js';
import { MEDIA_COLUMNS, type MediaRow, SEEN } from './media-row.js';

/** Who wants to see an image; undefined for a visitor. */
export type MediaViewer = { readonly accountId: string; readonly role: Role } | undefined;

/** An image for somebody who may see it. */
export interface SeenMedia {
  readonly media: MediaRow;
  /** Whether everybody may. */
  readonly published: boolean;
}

const position = z.uuid();

/** Images that were uploaded, for whoever may see them. */
@Injectable()
export class Media {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly authors: ShownAuthors,
    private readonly articleImages: ArticleImages,
    private readonly cursors: Cursors,
  ) {}

  /** The account's present picture. */
  async pictureOf(accountId: string): Promise<MediaRow | undefined> {
    const [row] = await this.database.query<MediaRow[]>(
      `SELECT ${MEDIA_COLUMNS} FROM media WHERE account_id = $1 AND ${SEEN}`,
      [accountId],
    );
    return row;
  }

  /** Ids of the present pictures of these accounts, by account. */
  async picturesOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ id: string; accountId: string }[]>(
      `SELECT id, account_id AS "accountId" FROM media WHERE account_id = ANY ($1::uuid[]) AND ${SEEN}`,
      [accountIds],
    );
    return new Map(rows.map(({ id, accountId }) => [accountId, id]));
  }

  /** Images for articles, the latest first. @throws Problem 422 for a cursor that cannot be used */
  async forArticles(limit: number, cursor?: string): Promise<{ items: MediaRow[]; next: string | null }> {
    const before = cursor === undefined ? null : this.cursors.open('media', null, cursor, position);
    const rows = await this.database.query<MediaRow[]>(
      `SELECT ${MEDIA_COLUMNS} FROM media WHERE account_id IS NULL AND ${SEEN} AND ($1::uuid IS NULL OR id < $1)
       ORDER BY id DESC LIMIT $2`,
      [before, limit + 1],
    );
    const last = rows[limit - 1];
    const more = rows.length > limit && last !== undefined;
    return { items: rows.slice(0, limit), next: more ? this.cursors.seal('media', null, last.id) : null };
  }

  /** Images for articles among these, by id. */
  async described(ids: readonly string[]): Promise<ReadonlyMap<string, MediaRow>> {
    const rows = await this.database.query<MediaRow[]>(
      `SELECT ${MEDIA_COLUMNS} FROM media WHERE id = ANY ($1::uuid[]) AND account_id IS NULL AND ${SEEN}`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /**
   * A member's picture is seen by its owner, and by everybody beside a comment that was approved (P04); one of articles by
   * admins, and by everybody once an article shows it.
   * @throws Problem 404 for anybody else
   */
  async see(id: string, viewer: MediaViewer): Promise<SeenMedia> {
    const media = await this.find(id);
    const published =
      media.accountId === null
        ? await this.articleImages.isPublished(id)
        : await this.authors.isShown(media.accountId);
    if (!published && !mayHandle(media, viewer)) throw notFound();
    return { media, published };
  }

  /** What its owner, or for articles an admin, may know of it. @throws Problem 404 */
  async own(id: string, viewer: MediaViewer): Promise<MediaRow> {
    const media = await this.find(id);
    if (!mayHandle(media, viewer)) throw notFound();
    return media;
  }

  /** The bytes of an image, or some of them. */
  open({ objectKey }: MediaRow, range?: ByteRange): Promise<Readable> {
    return this.store.read(objectKey, range);
  }

  private async find(id: string): Promise<MediaRow> {
    const [row] = await this.database.query<MediaRow[]>(
      `SELECT ${MEDIA_COLUMNS} FROM media WHERE id = $1 AND ${SEEN}`,
      [id],
    );
    if (row === undefined) throw notFound();
    return row;
  }
}

function mayHandle({ accountId }: MediaRow, viewer: MediaViewer): boolean {
  return accountId === null ? viewer?.role === 'admin' : viewer?.accountId === accountId;
}
