import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { Operation } from '../../platform/http/operation.js';
import { lang } from '../../platform/http/text-schemas.js';
import { ChoiceParams, KeptChoiceView } from './choice-schemas.js';
import { OwnConsents } from './own-consents.js';
import { pageOf, paging } from './page-schema.js';

const ConsentsQuery = z.strictObject({ ...paging, lang });

const PurposeParams = z.object({
  purpose: z.string().min(1).max(100).describe('A purpose of the policy by its id.'),
});

const ConsentView = z.object({
  purpose: z.string().describe('A purpose of the policy by its id.'),
  policyVersion: z.string().describe('The wording that the consent was given to.'),
  givenAt: z.iso.datetime(),
  withdrawnAt: z.iso.datetime().nullable().describe('Null for one that was not withdrawn.'),
  validUntil: z.iso.datetime().nullable().describe('When it ends by itself; null: when it is withdrawn.'),
  choiceId: z.uuid().nullable().describe('The answer to the cookie banner that it was given with.'),
});

/** What the caller agreed to. */
@Controller('api/v1/me')
@Allow('member')
export class ConsentsController {
  constructor(private readonly consents: OwnConsents) {}

  @Get('consents')
  @Operation({
    summary: 'The caller’s consents, withdrawn ones too; a request of kind consent_withdrawal ends one',
    query: ConsentsQuery,
    answers: { 200: ['A page, the latest first', pageOf(ConsentView)] },
  })
  async list(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Query() query: z.output<typeof ConsentsQuery>,
  ) {
    const { items, next } = await this.consents.of(accountId, query.limit, query.cursor);
    return {
      items: items.map(({ purpose, policyVersion, givenAt, withdrawnAt, validUntil, choiceId }) => ({
        purpose,
        policyVersion,
        givenAt: givenAt.toISOString(),
        withdrawnAt: withdrawnAt?.toISOString() ?? null,
        validUntil: validUntil?.toISOString() ?? null,
        choiceId,
      })),
      next,
    };
  }

  @Delete('consents/:purpose')
  @HttpCode(204)
  @Operation({
    summary: 'Withdraw what was agreed to for a purpose in the cookie banner, in every browser of the caller',
    params: PurposeParams,
    answers: { 204: ['Withdrawn, at once'], 404: ['No such consent is in force'] },
  })
  async withdraw(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param() { purpose }: z.output<typeof PurposeParams>,
  ): Promise<void> {
    await this.consents.withdraw(accountId, purpose);
  }

  @Get('cookie-choices/:id')
  @Operation({
    summary: 'The record of one of the caller’s answers to the cookie banner, with what was shown',
    params: ChoiceParams,
    answers: { 200: ['The record', KeptChoiceView], 404: ['Not the caller’s'] },
  })
  async record(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param() { id }: z.output<typeof ChoiceParams>,
  ) {
    return this.consents.record(accountId, id);
  }
}
