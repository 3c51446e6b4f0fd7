import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { KeptVersions } from '../../../holds/kept-versions.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { ReleaseBody } from '../../api/hold-schemas.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { HoldPages } from './hold-pages.js';
import { KeptValuesPage } from './kept-values-page.js';
import { ScopeWords } from './scope-words.js';

const ROWS = 50;

/** The old values that a hold keeps, for whoever gives a reason; a POST answers them, so that no address keeps it. */
@Controller('admin/holds/:id/versions')
@Allow('admin')
export class KeptValuesPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly pages: HoldPages,
    private readonly kept: KeptVersions,
    private readonly words: ScopeWords,
  ) {}

  @Get()
  @Html()
  async ask(
    @Param('id') id: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
  ): Promise<string> {
    const frame = await this.frames.of(request);
    await this.pages.show(frame, { accountId, origin: originOf(request) }, readId(id));
    return page(KeptValuesPage({ frame, back: `/admin/holds/${id}`, reason: '', errors: [] }));
  }

  @Post()
  @HttpCode(200)
  async show(
    @Param('id') text: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const id = readId(text);
    const frame = await this.frames.of(request);
    const reason = typed(request, 'reason');
    const view = { frame, back: `/admin/holds/${id}`, reason };
    try {
      const checked = checkForm(ReleaseBody, { reason });
      const cursor = typed(request, 'cursor');
      const place = { limit: ROWS, cursor: cursor === '' ? undefined : cursor };
      const official = { accountId, origin: originOf(request) };
      const { items, next } = await this.kept.values(official, id, checked.reason, place);
      const values = items.map((item) => ({
        ...item,
        where: this.words.collection(frame, item.collection, item.source),
      }));
      response
        .type('html')
        .send(page(KeptValuesPage({ ...view, errors: [], values, next: next ?? undefined })));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, { reason: 'error.deskReason' });
      showAgain(response, refusal, page(KeptValuesPage({ ...view, errors })));
    }
  }
}
