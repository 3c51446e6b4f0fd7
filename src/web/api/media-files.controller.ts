import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { MaybePrincipal } from '../../auth/current-principal.js';
import { type Principal } from '../../auth/principal.js';
import { Media, type SeenMedia } from '../../media/media.js';
import { Operation } from '../../platform/http/operation.js';
import { sendImage } from './send-image.js';

const MediaParams = z.object({ id: z.uuid() });

/** Of an article's image, which nobody's erasure takes away; a member's picture may go at any time. */
const FOR_A_YEAR = 'public, max-age=31536000, immutable';
const FOR_A_WHILE = 'private, max-age=300';

/** The bytes of images, as pages show them. */
@Controller('media')
@Allow('anyone')
export class MediaFilesController {
  constructor(private readonly media: Media) {}

  @Get(':id')
  @Operation({
    summary: 'An image: of a published article, of the author of an approved comment, or one’s own',
    params: MediaParams,
    produces: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
    answers: {
      200: ['The image'],
      206: ['The range that was asked for'],
      404: ['No such image, or not to be seen by the caller'],
      416: ['The range lies outside the image'],
    },
  })
  async image(
    @Param('id') id: string,
    @MaybePrincipal() principal: Principal | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const seen = await this.media.see(id, principal?.type === 'account' ? principal : undefined);
    const { kind, bytes } = seen.media;
    const image = { name: `image-${id}`, kind, bytes, cache: cacheOf(seen) };
    await sendImage(request, response, image, (range) => this.media.open(seen.media, range));
  }
}

function cacheOf({ media, published }: SeenMedia): string {
  if (!published) return 'private, no-store';
  return media.accountId === null ? FOR_A_YEAR : FOR_A_WHILE;
}
