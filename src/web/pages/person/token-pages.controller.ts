import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { ApiTokens } from '../../../auth/api-tokens.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal, isRecent } from '../../../auth/principal.js';
import { Clock } from '../../../platform/clock/clock.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { TokenForm } from '../../api/auth-schemas.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { wrongPassword } from '../password-sentence.js';
import { readId } from '../path-id.js';
import { AskProof } from './ask-proof.js';
import { TokensPage } from './tokens-page.js';
import { presentTokens } from './tokens-view.js';

const SENTENCES = { name: 'error.tokenName', days: 'error.tokenDays' } as const;

/** Tokens for one's own programs: looking, making, revoking. A new one is in the answer to its form and nowhere else. */
@Controller('account/tokens')
@Allow('member')
export class TokenPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly tokens: ApiTokens,
    private readonly proof: AskProof,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Html()
  async list(@CurrentPrincipal() principal: AccountPrincipal, @Req() request: Request): Promise<string> {
    const asksPassword = !isRecent(principal, this.clock.now());
    const tokens = await this.tokens.list(principal.accountId);
    return page(TokensPage(presentTokens(await this.frames.of(request), tokens, { asksPassword })));
  }

  @Post()
  @HttpCode(200)
  async make(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { accountId } = principal;
    const asksPassword = !isRecent(principal, this.clock.now());
    const form = { name: typed(request, 'name'), days: typed(request, 'days') };
    const frame = await this.frames.of(request);
    try {
      const checked = checkForm(TokenForm, { name: form.name, days: Number(form.days) });
      if (asksPassword) await this.proof.take(principal, request, response, 'current');
      const authenticatedAt = asksPassword ? this.clock.now() : principal.authenticatedAt;
      const { token: made } = await this.tokens.create(
        { accountId, authenticatedAt },
        checked,
        originOf(request),
      );
      const tokens = await this.tokens.list(accountId);
      response
        .type('html')
        .send(page(TokensPage(presentTokens(frame, tokens, { asksPassword: false, made }))));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = [...wrongPassword(frame, refusal), ...fieldErrors(frame, refusal, SENTENCES)];
      const more = { form, asksPassword, errors, waitMinutes: waitMinutes(refusal) };
      const tokens = await this.tokens.list(accountId);
      showAgain(response, refusal, page(TokensPage(presentTokens(frame, tokens, more))));
    }
  }

  @Post(':id/revoke')
  async revoke(
    @Param('id') id: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.tokens.revoke(accountId, readId(id), originOf(request));
    response.redirect(303, doneAt(this.frames.make(request), '/account/tokens', 'done.tokenRevoked'));
  }
}
