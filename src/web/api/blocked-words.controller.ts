import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { BlockedWordDesk } from '../../comments/blocked-word-desk.js';
import { type BlockedWord } from '../../comments/blocked-words.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { CommentIdParams, WordBody, WordsView, WordView } from './comment-schemas.js';

/** The list of words that let a comment wait. */
@Controller('api/v1/admin/comments/words')
@Allow('admin')
export class BlockedWordsController {
  constructor(private readonly words: BlockedWordDesk) {}

  @Get()
  @Operation({
    summary: 'Words that let a comment wait',
    answers: { 200: ['All of them', WordsView] },
  })
  async list(): Promise<z.input<typeof WordsView>> {
    return { items: (await this.words.list()).map(presentWord) };
  }

  @Post()
  @HttpCode(201)
  @Operation({
    summary: 'Add a word, or a few in a row; case, vowel signs and forms of letters do not matter',
    body: WordBody,
    answers: { 201: ['The word', WordView] },
  })
  async add(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Body() { word }: z.output<typeof WordBody>,
    @CallOrigin() origin: Origin,
  ) {
    return presentWord(await this.words.add({ accountId, origin }, word));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    summary: 'Take a word off the list',
    params: CommentIdParams,
    answers: { 204: ['Gone'], 404: ['No such word'] },
  })
  async remove(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @CallOrigin() origin: Origin,
  ): Promise<void> {
    await this.words.remove({ accountId, origin }, id);
  }
}

function presentWord({ id, word, createdAt }: BlockedWord): z.input<typeof WordView> {
  return { id, word, createdAt: createdAt.toISOString() };
}
