import { Injectable } from '@nestjs/common';
import { type Readable } from 'node:stream';
import { ShownAuthors } from '../comments/shown-authors.js';
import { Config } from '../platform/config/config.js';
import { notFound } from '../platform/http/problem.js';
import { type ByteRange, ObjectStore } from '../platform/storage/object-store.js';
import { type Gravatar, Gravatars } from './gravatars.js';
import { Media } from './media.js';
import { mediaPath } from './media-row.js';

/**
 * The pictures beside comments: the one that a member gave, else the one that Gravatar has. Only authors of approved
 * comments have one (P04), and no address of a picture tells anything of theirs.
 */
@Injectable()
export class Avatars {
  constructor(
    private readonly authors: ShownAuthors,
    private readonly media: Media,
    private readonly gravatars: Gravatars,
    private readonly store: ObjectStore,
    private readonly config: Config,
  ) {}

  /** Where the picture of each comment's author is seen, by the comment's id. */
  async of(commentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const shown = await this.authors.among(commentIds);
    const pictures = await this.media.picturesOf(shown.flatMap(({ accountId }) => accountId ?? []));
    const found = this.config.gravatar ? await this.gravatars.of(shown) : [];
    const byAuthor = new Map(found.map((one) => [JSON.stringify([one.address, one.accountId]), one.id]));
    const paths = new Map<string, string>();
    for (const { commentId, address, accountId } of shown) {
      const picture = accountId === null ? undefined : pictures.get(accountId);
      const gravatar = byAuthor.get(JSON.stringify([address, accountId]));
      if (picture !== undefined) paths.set(commentId, mediaPath(picture));
      else if (gravatar !== undefined) paths.set(commentId, `/avatars/${gravatar}`);
    }
    return paths;
  }

  /** @throws Problem 404 where it is switched off, or nobody's whose comment is shown */
  async see(id: string): Promise<Gravatar> {
    const found = this.config.gravatar ? await this.gravatars.byId(id) : undefined;
    if (found === undefined || (await this.authors.shownOf([found])).length === 0) throw notFound();
    return found;
  }

  open({ objectKey }: Gravatar, range?: ByteRange): Promise<Readable> {
    return this.store.read(objectKey, range);
  }
}
