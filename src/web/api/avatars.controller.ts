import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { Avatars } from '../../media/avatars.js';
import { Operation } from '../../platform/http/operation.js';
import { sendImage } from './send-image.js';

const AvatarParams = z.object({ id: z.uuid() });

/** Pictures of commenters that Gravatar has, from this host: it learns nothing of who sees them. */
@Controller('avatars')
@Allow('anyone')
export class AvatarsController {
  constructor(private readonly avatars: Avatars) {}

  @Get(':id')
  @Operation({
    summary: 'The picture of the author of an approved comment, as Gravatar has it',
    params: AvatarParams,
    produces: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
    answers: {
      200: ['The picture'],
      206: ['The range that was asked for'],
      404: ['No such picture'],
      416: ['The range lies outside the picture'],
    },
  })
  async image(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const found = await this.avatars.see(id);
    const { kind, bytes } = found;
    const image = { name: 'picture', kind, bytes, cache: 'private, max-age=300' };
    await sendImage(request, response, image, (range) => this.avatars.open(found, range));
  }
}
