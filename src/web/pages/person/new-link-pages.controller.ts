import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../auth/allow.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { RequestResend } from '../../../requests/request-resend.js';
import { RequestLimits } from '../../api/request-limits.js';
import { LinkBody, ReferenceParams } from '../../api/request-schemas.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';
import { DonePage } from '../site/done-page.js';
import { NewLinkPage } from './new-link-page.js';

const NewLinkForm = z.strictObject({
  reference: z.string().trim().pipe(ReferenceParams.shape.reference),
  email: LinkBody.shape.email,
});

/** Asking for a new link to a request. The answer is the same whether reference and address belong together or not. */
@Controller('requests')
@Allow('anyone')
export class NewLinkPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly limits: RequestLimits,
    private readonly resend: RequestResend,
  ) {}

  /** For whoever has no page of the request any more, as after a dead link. */
  @Get('link')
  @Html()
  async anyForm(@Req() request: Request): Promise<string> {
    return page(NewLinkPage({ frame: await this.frames.of(request), typed: '', email: '', errors: [] }));
  }

  @Post('link')
  @HttpCode(200)
  async any(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.take(request, response);
  }

  @Get(':reference/link')
  @Html()
  async form(@Param('reference') text: string, @Req() request: Request): Promise<string> {
    const reference = readReference(text);
    const frame = await this.frames.of(request);
    return page(NewLinkPage({ frame, reference, typed: '', email: '', errors: [] }));
  }

  @Post(':reference/link')
  @HttpCode(200)
  async one(
    @Param('reference') text: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.take(request, response, readReference(text));
  }

  /** @param known the reference in the address; without it, the form names one */
  private async take(request: Request, response: Response, known?: string): Promise<void> {
    const form = { reference: known ?? typed(request, 'reference'), email: typed(request, 'email') };
    const frame = await this.frames.of(request);
    try {
      const { reference, email } = checkForm(NewLinkForm, form);
      await this.limits.caller(originOf(request));
      await this.resend.ask(reference, email);
      response.type('html').send(page(DonePage({ frame, step: 'link' })));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, { reference: 'error.reference', email: 'error.email' });
      const shown = { reference: known, typed: form.reference, email: form.email };
      const view = { frame, ...shown, errors, waitMinutes: waitMinutes(refusal) };
      showAgain(response, refusal, page(NewLinkPage(view)));
    }
  }
}
