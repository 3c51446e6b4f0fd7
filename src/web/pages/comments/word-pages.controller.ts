import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { BlockedWordDesk } from '../../../comments/blocked-word-desk.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { WordBody } from '../../api/comment-schemas.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { WordsPage } from './words-page.js';

const PATH = '/admin/comments/words';

/** The list of blocked words. */
@Controller('admin/comments/words')
@Allow('admin')
export class WordPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly words: BlockedWordDesk,
  ) {}

  @Get()
  @Html()
  async list(@Req() request: Request): Promise<string> {
    const [frame, words] = await Promise.all([this.frames.of(request), this.words.list()]);
    return page(WordsPage({ frame, words, typed: '', errors: [] }));
  }

  @Post()
  async add(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const text = typed(request, 'word');
    try {
      const { word } = checkForm(WordBody, { word: text });
      await this.words.add({ accountId, origin: originOf(request) }, word);
      response.redirect(303, doneAt(this.frames.make(request), PATH, 'done.wordAdded'));
    } catch (error) {
      const refusal = refusalOf(error);
      const [frame, words] = await Promise.all([this.frames.of(request), this.words.list()]);
      const errors = fieldErrors(frame, refusal, { word: 'error.blockedWord' });
      showAgain(response, refusal, page(WordsPage({ frame, words, typed: text, errors })));
    }
  }

  @Post(':id/remove')
  async remove(
    @Param('id') id: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.words.remove({ accountId, origin: originOf(request) }, readId(id));
    response.redirect(303, doneAt(this.frames.make(request), PATH, 'done.wordRemoved'));
  }
}
