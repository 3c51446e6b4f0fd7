import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { ApiTokens } from '../../auth/api-tokens.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal, requireRecent } from '../../auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { listOf, NewTokenView, TokenForm, TokenParams, TokenView } from './auth-schemas.js';
import { LASTS } from '../../policy/written.js';

/** Tokens for a person's own scripts. */
@Controller('api/v1/me/tokens')
@Allow('member')
export class ApiTokensController {
  constructor(
    private readonly tokens: ApiTokens,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Operation({
    summary: 'Make a token for scripts; it is shown this once',
    body: TokenForm,
    answers: {
      201: ['The token', NewTokenView],
      403: [`Needs a sign-in newer than ${LASTS.stepUp}; a token makes no token`],
      409: ['The account has as many as it may have'],
    },
  })
  async create(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Body() body: z.output<typeof TokenForm>,
    @CallOrigin() origin: Origin,
  ) {
    requireRecent(principal, this.clock.now());
    return this.tokens.create(principal, body, origin);
  }

  @Get()
  @Operation({
    summary: 'The account’s tokens, without the tokens themselves',
    answers: { 200: ['All tokens', listOf(TokenView)] },
  })
  async list(@CurrentPrincipal() principal: AccountPrincipal) {
    return { items: await this.tokens.list(principal.accountId), next: null };
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    summary: 'Revoke a token; it is dead at once',
    params: TokenParams,
    answers: { 204: ['Revoked'], 404: ['Not one of the account’s'] },
  })
  async revoke(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Param('id') id: string,
    @CallOrigin() origin: Origin,
  ): Promise<void> {
    await this.tokens.revoke(principal.accountId, id, origin);
  }
}
