import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import { type Request } from 'express';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { Media } from '../../media/media.js';
import { MediaDeletion } from '../../media/media-deletion.js';
import { mediaPath, type MediaRow } from '../../media/media-row.js';
import { MediaUploads } from '../../media/media-uploads.js';
import { originOf } from '../../platform/http/client-origin.js';
import { check } from '../../platform/http/input-checker.js';
import { Operation } from '../../platform/http/operation.js';
import { type FieldProblem, forbidden, invalidFields } from '../../platform/http/problem.js';
import { lang, line } from '../../platform/http/text-schemas.js';
import { ImageUpload, uploadedImage } from './image-upload.js';
import { pageOf, paging } from './page-schema.js';

export const imageDescription = line(300);
const of = z.enum(['picture', 'article'], { error: 'Give picture or article.' });
const UploadForm = z.strictObject({
  of: of
    .default('picture')
    .describe('A picture of oneself, or an image for articles, which admins alone send.'),
  description: imageDescription
    .optional()
    .describe('What is on an image for articles, for whoever does not see it.'),
});
const ListQuery = z.strictObject({ ...paging, of: of.default('picture'), lang });
const MediaParams = z.object({ id: z.uuid() });
const MediaView = z.object({
  id: z.uuid(),
  url: z.string().describe('Where it is seen, on this site.'),
  mediaType: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  description: z.string().nullable(),
  toldPlace: z.boolean().describe('The file as it came said where it was taken; what is stored does not.'),
  warning: z.string().optional(),
  createdAt: z.iso.datetime(),
});

const WARNING =
  'This file said where the picture was taken. The stored copy does not; where you publish the file yourself, others can read it.';

/** Images: one's own picture, and for admins those of articles. */
@Controller('api/v1/media')
@Allow('member')
export class MediaController {
  constructor(
    private readonly media: Media,
    private readonly uploads: MediaUploads,
    private readonly deletion: MediaDeletion,
  ) {}

  @Post()
  @HttpCode(201)
  @UseInterceptors(ImageUpload)
  @Operation({
    summary: 'Upload a JPEG, PNG, WebP or GIF image of at most 10 MB; its pixels alone are stored',
    upload: UploadForm,
    answers: {
      201: ['Stored; `warning` where the file said where it was taken', MediaView],
      403: ['Images for articles are for admins'],
      429: ['Too many'],
      503: ['Too many at once'],
    },
  })
  async upload(@CurrentPrincipal() principal: AccountPrincipal, @Req() request: Request) {
    const form = checked({ ...(request.body as object | undefined) });
    const uploader = { accountId: principal.accountId, origin: originOf(request) };
    if (form.of === 'picture') return view(await this.uploads.picture(uploader, uploadedImage(request)));
    if (principal.role !== 'admin') throw forbidden('not-yours', 'Images for articles are for admins.');
    if (form.description === undefined)
      throw invalidFields({ pointer: '/description', message: 'Say what is on the image.' });
    return view(await this.uploads.forArticles(uploader, uploadedImage(request), form.description));
  }

  @Get()
  @Operation({
    summary: 'One’s own picture, or the images for articles, the latest first',
    query: ListQuery,
    answers: { 200: ['A page', pageOf(MediaView)], 403: ['Images for articles are for admins'] },
  })
  async list(
    @CurrentPrincipal() { accountId, role }: AccountPrincipal,
    @Query() query: z.output<typeof ListQuery>,
  ) {
    if (query.of === 'picture') {
      const own = await this.media.pictureOf(accountId);
      return { items: own === undefined ? [] : [view(own)], next: null };
    }
    if (role !== 'admin') throw forbidden('not-yours', 'Images for articles are for admins.');
    const { items, next } = await this.media.forArticles(query.limit, query.cursor);
    return { items: items.map(view), next };
  }

  @Get(':id')
  @Operation({
    summary: 'One’s own picture, or for admins an image for articles',
    params: MediaParams,
    answers: { 200: ['What is known of it', MediaView], 404: ['No such image of the caller’s'] },
  })
  async one(@CurrentPrincipal() principal: AccountPrincipal, @Param('id') id: string) {
    return view(await this.media.own(id, principal));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    summary: 'Delete one’s own picture, or for admins an image that no article shows',
    params: MediaParams,
    answers: {
      204: ['Nobody sees it any more'],
      404: ['No such image of the caller’s'],
      409: ['An article shows it'],
    },
  })
  async remove(
    @CurrentPrincipal() { accountId, role }: AccountPrincipal,
    @Param('id') id: string,
    @Req() request: Request,
  ): Promise<void> {
    await this.deletion.delete(id, role, { accountId, origin: originOf(request) });
  }
}

function checked(body: object): z.output<typeof UploadForm> {
  const problems: FieldProblem[] = [];
  const form = check(UploadForm, body, '/', problems);
  if (form === undefined) throw invalidFields(...problems);
  return form;
}

function view({ id, kind, width, height, bytes, description, toldPlace, createdAt }: MediaRow) {
  return {
    ...{ id, url: mediaPath(id), mediaType: `image/${kind}`, width, height, bytes, description, toldPlace },
    ...(toldPlace ? { warning: WARNING } : {}),
    createdAt: createdAt.toISOString(),
  };
}
