import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Accounts } from '../../accounts/accounts.js';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { type LastingRetention, LastingRetentions } from '../../erasures/lasting-retentions.js';
import { RetentionReviews } from '../../erasures/retention-reviews.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { LastingParams, LastingView, RetentionReviewBody } from './retention-schemas.js';

/** What data maps keep without an end, and when somebody last found that it still must be kept. */
@Controller('api/v1/admin/retention-reviews')
@Allow('admin')
export class RetentionReviewsController {
  constructor(
    private readonly database: DataSource,
    private readonly lasting: LastingRetentions,
    private readonly reviews: RetentionReviews,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  @Operation({
    summary: 'What data maps keep without an end, the next review first',
    answers: { 200: ['All of it', z.object({ items: z.array(LastingView) })] },
  })
  async list() {
    return { items: await this.present(await this.lasting.all()) };
  }

  @Post(':source/:collection')
  @HttpCode(200)
  @Operation({
    summary: 'Note that it still must be kept, and why; its next review moves',
    params: LastingParams,
    body: RetentionReviewBody,
    answers: {
      200: ['The retention', LastingView],
      404: ['No data map in use keeps it without an end'],
    },
  })
  async review(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param() { source, collection }: z.output<typeof LastingParams>,
    @Body() { reason }: z.output<typeof RetentionReviewBody>,
    @CallOrigin() origin: Origin,
  ) {
    const found = await this.reviews.confirm({ accountId, origin }, { source, collection }, reason);
    const [shown] = await this.present([found]);
    return shown;
  }

  private async present(found: readonly LastingRetention[]): Promise<z.input<typeof LastingView>[]> {
    const reviewers = found.flatMap(({ reviewedBy }) => reviewedBy ?? []);
    const names = await this.accounts.usernames(this.database.manager, reviewers);
    return found.map(
      ({ source, collection, purpose, citation, since, reviewedAt, reviewedBy, reviewOn }) => ({
        source,
        collection,
        purpose,
        citation,
        since: since.toISOString(),
        reviewedAt: reviewedAt?.toISOString() ?? null,
        reviewedBy: names.get(reviewedBy ?? '') ?? null,
        reviewOn,
      }),
    );
  }
}
