import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CommentReading } from '../../../comments/comment-reading.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { page } from '../../layout/page.js';
import { typedAll } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { ReadingPage } from './reading-page.js';
import { ShownArticle } from './shown-article.js';

/** Articles with what they embed. */
@Controller('articles')
@Allow('anyone')
export class ReadingPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly reading: CommentReading,
    private readonly shown: ShownArticle,
  ) {}

  @Get(':slug')
  async article(
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.send(slug, request, response, []);
  }

  /** Loads what was asked for, in this answer alone: an address that did it would do it to whoever follows a link. */
  @Post(':slug/embeds')
  @HttpCode(200)
  async load(@Param('slug') slug: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.send(slug, request, response, typedAll(request, 'load').map(Number));
  }

  private async send(
    slug: string,
    request: Request,
    response: Response,
    asked: readonly number[],
  ): Promise<void> {
    const article = await this.reading.article(slug);
    const frame = await this.frames.of(request);
    const path = `/articles/${encodeURIComponent(slug)}`;
    const view = {
      frame,
      title: article.title,
      at: article.publishedAt.toISOString(),
      writtenAt: writtenInstant(article.publishedAt, frame.locale, frame.zone),
      blocks: await this.shown.blocks(article.body, request, response, asked),
      loadPath: `${path}/embeds`,
      ...(request.method === 'POST' ? { articlePath: path } : {}),
    };
    response.type('html').send(page(ReadingPage(view)));
  }
}
