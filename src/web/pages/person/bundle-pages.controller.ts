import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Problem } from '../../../platform/http/problem.js';
import { RequestResend } from '../../../requests/request-resend.js';
import { BundleAccess } from '../../api/bundle-access.js';
import { RequestLimits } from '../../api/request-limits.js';
import { LinkBody } from '../../api/request-schemas.js';
import { Html } from '../../layout/html.js';
import { linkTo } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { DonePage } from '../site/done-page.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { NewLinkPage } from './new-link-page.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';

/** From the page of a request to its bundle, by way of a fresh proof where the last one is too old. */
@Controller('requests')
export class BundlePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly access: BundleAccess,
    private readonly limits: RequestLimits,
    private readonly resend: RequestResend,
  ) {}

  /** Sends an account to sign in again, a guest to ask for a new link, and everybody else on to the file. */
  @Get(':reference/bundle')
  @Allow('requester')
  async download(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    try {
      await this.access.own(principal, reference);
      response.redirect(303, `/api/v1/requests/${reference}/bundle`);
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'step-up-required')) throw error;
      const proof =
        principal.type === 'request'
          ? `/requests/${reference}/link`
          : `/login?again=true&next=/requests/${reference}`;
      response.redirect(303, linkTo(this.frames.make(request), proof));
    }
  }

  @Get(':reference/link')
  @Html()
  @Allow('anyone')
  async linkForm(@Param('reference') text: string, @Req() request: Request): Promise<string> {
    const reference = readReference(text);
    return page(NewLinkPage({ frame: await this.frames.of(request), reference, email: '', errors: [] }));
  }

  /** The page is the same whether reference and address belong together or not. */
  @Post(':reference/link')
  @HttpCode(200)
  @Allow('anyone')
  async link(
    @Param('reference') text: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    const typedEmail = typed(request, 'email');
    const frame = await this.frames.of(request);
    try {
      const { email } = checkForm(LinkBody, { email: typedEmail });
      await this.limits.caller(originOf(request));
      await this.resend.ask(reference, email);
      response.type('html').send(page(DonePage({ frame, step: 'link' })));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, { email: 'error.email' });
      const view = { frame, reference, email: typedEmail, errors, waitMinutes: waitMinutes(refusal) };
      showAgain(response, refusal, page(NewLinkPage(view)));
    }
  }
}
