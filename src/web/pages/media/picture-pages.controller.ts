import { Controller, Get, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { Media } from '../../../media/media.js';
import { MediaDeletion } from '../../../media/media-deletion.js';
import { mediaPath } from '../../../media/media-row.js';
import { MediaUploads } from '../../../media/media-uploads.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { ImageUpload, uploadedImage } from '../../api/image-upload.js';
import { type FieldError } from '../../layout/field-error.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { refusalOf, showAgain } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { PicturePage } from './picture-page.js';

/** The page where members give and delete a picture of themselves. */
@Controller('account/picture')
@Allow('member')
export class PicturePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly media: Media,
    private readonly uploads: MediaUploads,
    private readonly deletion: MediaDeletion,
  ) {}

  @Get()
  @Html()
  show(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    return this.page(request, accountId, []);
  }

  @Post()
  @UseInterceptors(ImageUpload)
  async add(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      await this.uploads.picture({ accountId, origin: originOf(request) }, uploadedImage(request));
      response.redirect(303, doneAt(this.frames.make(request), '/account/picture', 'done.pictureSaved'));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      const errors = fieldErrors(frame, refusal, { file: 'error.image' });
      showAgain(response, refusal, await this.page(request, accountId, errors));
    }
  }

  @Post('delete')
  async remove(
    @CurrentPrincipal() { accountId, role }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const own = await this.media.pictureOf(accountId);
    if (own !== undefined) await this.deletion.delete(own.id, role, { accountId, origin: originOf(request) });
    response.redirect(303, doneAt(this.frames.make(request), '/account/picture', 'done.pictureDeleted'));
  }

  private async page(request: Request, accountId: string, errors: readonly FieldError[]): Promise<string> {
    const own = await this.media.pictureOf(accountId);
    const picture = own && { ...own, path: mediaPath(own.id) };
    return page(PicturePage({ frame: await this.frames.of(request), picture, errors }));
  }
}
