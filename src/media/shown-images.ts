import { Global, Injectable, Module } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { UsableImages } from '../articles/usable-images.js';
import { SEEN } from './media-row.js';

@Injectable()
class StoredImages extends UsableImages {
  /** Locked, so that none is deleted before the article that shows it is saved. */
  override async among(manager: EntityManager, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM media WHERE id = ANY ($1::uuid[]) AND account_id IS NULL AND ${SEEN} ORDER BY id FOR SHARE`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

/** Tells articles which images there are for them. */
@Global()
@Module({
  providers: [{ provide: UsableImages, useClass: StoredImages }],
  exports: [UsableImages],
})
export class ShownImagesModule {}
