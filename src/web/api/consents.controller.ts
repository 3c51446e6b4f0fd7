import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { Operation } from '../../platform/http/operation.js';
import { lang } from '../../platform/http/text-schemas.js';
import { OwnConsents } from './own-consents.js';
import { pageOf, paging } from './page-schema.js';

const ConsentsQuery = z.strictObject({ ...paging, lang });

const ConsentView = z.object({
  purpose: z.string().describe('A purpose of the policy by its id.'),
  policyVersion: z.string().describe('The wording that the consent was given to.'),
  givenAt: z.iso.datetime(),
  withdrawnAt: z.iso.datetime().nullable().describe('Null for one that is in force.'),
});

/** What the caller agreed to. */
@Controller('api/v1/me/consents')
@Allow('member')
export class ConsentsController {
  constructor(private readonly consents: OwnConsents) {}

  @Get()
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
      items: items.map(({ purpose, policyVersion, givenAt, withdrawnAt }) => ({
        purpose,
        policyVersion,
        givenAt: givenAt.toISOString(),
        withdrawnAt: withdrawnAt?.toISOString() ?? null,
      })),
      next,
    };
  }
}
