import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as timeOrderedUuid } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { type Origin } from '../platform/http/origin.js';
import { notFound } from '../platform/http/problem.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { MediaRemoval } from './media-removal.js';
import { MEDIA_COLUMNS, type MediaRow } from './media-row.js';
import { type TakenImage, takeImage } from './taken-image.js';

/** Who uploads. */
export interface Uploader {
  readonly accountId: string;
  readonly origin: Origin;
}

/** Pixels of the longer side of what is stored. */
const SIDE = { picture: 512, article: 2560 } as const;

/**
 * Takes images. The row is written before the object, so that none outlives a process that was killed: whatever is not
 * stored is swept.
 */
@Injectable()
export class MediaUploads {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly removal: MediaRemoval,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** A member's picture of themselves; it takes the place of the one before. @throws Problem 422 at `/file`; 404 where the account is closed meanwhile */
  async picture(uploader: Uploader, content: Buffer): Promise<MediaRow> {
    return this.add(uploader, await takeImage(content, SIDE.picture), uploader.accountId, null);
  }

  /** An image for articles. @throws Problem 422 at `/file` */
  async forArticles(uploader: Uploader, content: Buffer, description: string): Promise<MediaRow> {
    return this.add(uploader, await takeImage(content, SIDE.article), null, description);
  }

  private async add(
    uploader: Uploader,
    image: TakenImage,
    owner: string | null,
    description: string | null,
  ): Promise<MediaRow> {
    const id = timeOrderedUuid();
    const key = `media/${randomBytes(16).toString('hex')}.${image.kind}`;
    await this.begin(id, key, image, owner, description);
    await this.store.put(key, Readable.from([image.content]));
    const row = await this.database.transaction((manager) => this.finish(manager, uploader, id, owner));
    if (row === undefined) {
      await this.store.delete(key);
      throw notFound();
    }
    await this.removal.deleteRemoved();
    return row;
  }

  private async begin(
    id: string,
    key: string,
    { kind, width, height, content, toldPlace }: TakenImage,
    owner: string | null,
    description: string | null,
  ): Promise<void> {
    const written = await this.database.query<unknown[]>(
      `INSERT INTO media (id, account_id, object_key, kind, width, height, bytes, told_place, description, created_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
       WHERE $2::uuid IS NULL OR EXISTS (SELECT FROM accounts WHERE id = $2 AND closed_at IS NULL)
       RETURNING id`,
      [id, owner, key, kind, width, height, content.length, toldPlace, description, this.clock.now()],
    );
    if (written.length === 0) throw notFound();
  }

  /** @returns undefined where its row was erased meanwhile */
  private async finish(
    manager: EntityManager,
    { accountId, origin }: Uploader,
    id: string,
    owner: string | null,
  ): Promise<MediaRow | undefined> {
    if (owner !== null) await this.removal.replace(manager, owner);
    const [rows] = await manager.query<[MediaRow[], number]>(
      `UPDATE media SET stored_at = $2 WHERE id = $1 AND stored_at IS NULL AND removed_at IS NULL
       RETURNING ${MEDIA_COLUMNS}`,
      [id, this.clock.now()],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    await this.log.append(manager, {
      action: 'media.added',
      actor: { type: 'account', id: accountId },
      detail: { media: id, of: owner === null ? 'article' : 'picture', toldPlace: row.toldPlace },
      values: { ...origin },
    });
    return row;
  }
}
