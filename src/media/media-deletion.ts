import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ArticleImages } from '../articles/article-images.js';
import { type Role } from '../accounts/account.js';
import { AuditLog } from '../audit/audit-log.js';
import { conflict, notFound } from '../platform/http/problem.js';
import { Media } from './media.js';
import { MediaRemoval } from './media-removal.js';
import { type Uploader } from './media-uploads.js';

/** Lets members delete their picture, and admins images that no article shows. */
@Injectable()
export class MediaDeletion {
  constructor(
    private readonly database: DataSource,
    private readonly media: Media,
    private readonly removal: MediaRemoval,
    private readonly uses: ArticleImages,
    private readonly log: AuditLog,
  ) {}

  /** Nobody sees it from then on. @throws Problem 404; 409 `media-used` where an article shows it */
  async delete(id: string, role: Role, { accountId, origin }: Uploader): Promise<void> {
    const media = await this.media.own(id, { accountId, role });
    await this.database.transaction(async (manager) => {
      if (!(await this.removal.remove(manager, id))) throw notFound();
      // Asked only now: an article that was being saved with it is seen.
      if (media.accountId === null && (await this.uses.isUsed(manager, id)))
        throw conflict('media-used', 'An article shows this image. Take it out of the article first.');
      await this.log.append(manager, {
        action: 'media.removed',
        actor: { type: 'account', id: accountId },
        detail: { media: id, of: media.accountId === null ? 'article' : 'picture' },
        values: { ...origin },
      });
    });
    await this.removal.deleteRemoved();
  }
}
