import { Controller, Get, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { Media } from '../../../media/media.js';
import { MediaDeletion } from '../../../media/media-deletion.js';
import { mediaPath } from '../../../media/media-row.js';
import { MediaUploads } from '../../../media/media-uploads.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { ImageUpload, uploadedImage } from '../../api/image-upload.js';
import { imageDescription } from '../../api/media.controller.js';
import { type FieldError } from '../../layout/field-error.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { ImagesPage } from './images-page.js';

const ROWS = 20;
const cursors = z.object({ cursor: z.string().min(1).max(2000).optional().catch(undefined) });
const imageForm = z.strictObject({ description: imageDescription });

/** The images that articles show. */
@Controller('admin/images')
@Allow('admin')
export class ImagePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly media: Media,
    private readonly uploads: MediaUploads,
    private readonly deletion: MediaDeletion,
  ) {}

  @Get()
  @Html()
  list(@Query() query: unknown, @Req() request: Request): Promise<string> {
    return this.page(request, [], cursors.parse(query).cursor);
  }

  @Post()
  @UseInterceptors(ImageUpload)
  async add(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      const { description } = checkForm(imageForm, { description: typed(request, 'description') });
      const uploader = { accountId, origin: originOf(request) };
      await this.uploads.forArticles(uploader, uploadedImage(request), description);
      response.redirect(303, doneAt(this.frames.make(request), '/admin/images', 'done.imageSaved'));
    } catch (error) {
      const refusal = refusalOf(error);
      const sentences = { description: 'error.imageDescription', file: 'error.image' } as const;
      const errors = fieldErrors(await this.frames.of(request), refusal, sentences);
      showAgain(response, refusal, await this.page(request, errors));
    }
  }

  @Post(':id/delete')
  async remove(
    @Param('id') id: string,
    @CurrentPrincipal() { accountId, role }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.deletion.delete(readId(id), role, { accountId, origin: originOf(request) });
    response.redirect(303, doneAt(this.frames.make(request), '/admin/images', 'done.imageDeleted'));
  }

  private async page(request: Request, errors: readonly FieldError[], cursor?: string): Promise<string> {
    const { items, next } = await this.media.forArticles(ROWS, cursor);
    const images = items.map((row) => ({
      ...row,
      path: mediaPath(row.id),
      description: row.description ?? '',
    }));
    const frame = await this.frames.of(request);
    const description = typed(request, 'description');
    const first = cursor === undefined;
    return page(ImagesPage({ frame, images, first, next: next ?? undefined, description, errors }));
  }
}
