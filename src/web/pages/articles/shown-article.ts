import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { articleBlocks } from '../../../articles/article-blocks.js';
import { EmbedChoices } from '../../../consent/embed-choices.js';
import { mediaPath, type MediaRow } from '../../../media/media-row.js';
import { Media } from '../../../media/media.js';
import { type ShownBlock } from './article-text.js';

/** Puts the parts of an article together for one visitor. */
@Injectable()
export class ShownArticle {
  constructor(
    private readonly media: Media,
    private readonly choices: EmbedChoices,
  ) {}

  /**
   * Lets the answer show frames of the hosts whose embeds are loaded, and of no others.
   * @param asked wishes of the embeds that the visitor asked for, as the page before had them
   */
  async blocks(
    body: string,
    request: Request,
    response: Response,
    asked: readonly string[] = [],
  ): Promise<ShownBlock[]> {
    const parts = articleBlocks(body);
    const images = await this.media.described(
      parts.flatMap((part) => (part.kind === 'image' ? [part.mediaId] : [])),
    );
    const embeds = await this.choices.of(request, asked);
    const hosts = new Set<string>();
    let number = 0;
    const blocks = parts.flatMap((part): ShownBlock[] => {
      if (part.kind === 'text') return [part];
      if (part.kind === 'image') return shownImage(images.get(part.mediaId));
      number += 1;
      const { host, address, frame } = part.embed;
      const shown = { kind: 'embed', number, host, address, wish: `${number}@${host}` } as const;
      if (!embeds.loads(shown.wish)) return [shown];
      hosts.add(host);
      return [{ ...shown, frame }];
    });
    if (hosts.size > 0) allowFrames(response, [...hosts]);
    return blocks;
  }
}

function shownImage(image: MediaRow | undefined): ShownBlock[] {
  if (image === undefined) return [];
  const { id, width, height, description } = image;
  return [{ kind: 'image', path: mediaPath(id), width, height, alt: description ?? '' }];
}

/** `hosts` are names that a URL has, which cannot end a directive. */
function allowFrames(response: Response, hosts: readonly string[]): void {
  const policy = String(response.getHeader('Content-Security-Policy'));
  response.setHeader(
    'Content-Security-Policy',
    `${policy};frame-src ${hosts.map((host) => `https://${host}`).join(' ')}`,
  );
}
