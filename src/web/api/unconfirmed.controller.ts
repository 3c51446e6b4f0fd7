import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type Principal } from '../../auth/principal.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { Disowning } from '../../requests/disowning.js';
import { DoubtfulRecords } from '../../requests/doubtful-records.js';
import { pageOf, paging } from './page-schema.js';
import {
  DoubtfulPlacesView,
  DoubtfulRecordView,
  NotMineView,
  PlaceParams,
  RowsBody,
} from './unconfirmed-schemas.js';
import { LASTS } from '../../policy/written.js';

const PageQuery = z.object(paging);

const REFUSALS = {
  403: [
    `Sign in again, or open the link anew: that was longer than ${LASTS.stepUp} ago, or by a link that only shows`,
  ],
  404: ['No such collection, or nobody has confirmed who the caller is'],
  409: ['Waits because the password or the address was changed lately'],
  503: ['The system cannot be asked just now'],
} as const;

const CHANGE_REFUSALS = {
  ...REFUSALS,
  409: ['An erasure of the caller has begun, which `detail` names; or there are too many records'],
  422: ['A record that is not in the caller’s list (any more)'],
} as const;

/** Records to which only an address leads that nobody had confirmed when they were written: the caller may disown them. */
@Controller('api/v1/me/unconfirmed')
@Allow('requester')
export class UnconfirmedController {
  constructor(
    private readonly records: DoubtfulRecords,
    private readonly disowning: Disowning,
  ) {}

  @Get()
  @Operation({
    summary: 'Where there are records of which the caller may say that they are not theirs',
    answers: { 200: ['By source', DoubtfulPlacesView], ...REFUSALS },
  })
  async places(@CurrentPrincipal() principal: Principal) {
    const items = await this.records.places(principal);
    return {
      items: items.map(({ collections, ...source }) => ({
        ...source,
        available: collections !== undefined,
        collections: collections ?? [],
      })),
      next: null,
    };
  }

  @Get(':source/:collection')
  @Operation({
    summary: 'These records of one collection, in the order of their keys',
    params: PlaceParams,
    query: PageQuery,
    answers: { 200: ['A page', pageOf(DoubtfulRecordView)], ...REFUSALS },
  })
  async page(
    @CurrentPrincipal() principal: Principal,
    @Param() place: z.output<typeof PlaceParams>,
    @Query() { cursor, limit }: z.output<typeof PageQuery>,
  ) {
    const { records, next } = await this.records.page(principal, place, cursor, limit);
    return {
      items: records.map(({ record, ...about }) => ({ ...about, record: JSON.parse(record) as unknown })),
      next,
    };
  }

  @Post(':source/:collection/not-mine')
  @HttpCode(200)
  @Operation({
    summary:
      'Say of records that they are somebody else’s: copies leave them out, and erasures leave them alone',
    params: PlaceParams,
    body: RowsBody,
    answers: { 200: ['How many of the collection it is said of now', NotMineView], ...CHANGE_REFUSALS },
  })
  async disown(
    @CurrentPrincipal() principal: Principal,
    @CallOrigin() origin: Origin,
    @Param() place: z.output<typeof PlaceParams>,
    @Body() { rows }: z.output<typeof RowsBody>,
  ) {
    return { notMine: await this.disowning.disown({ principal, origin }, place, rows) };
  }

  @Post(':source/:collection/mine')
  @HttpCode(200)
  @Operation({
    summary: 'Take back that records are somebody else’s',
    params: PlaceParams,
    body: RowsBody,
    answers: { 200: ['How many of the collection it is said of now', NotMineView], ...CHANGE_REFUSALS },
  })
  async reclaim(
    @CurrentPrincipal() principal: Principal,
    @CallOrigin() origin: Origin,
    @Param() place: z.output<typeof PlaceParams>,
    @Body() { rows }: z.output<typeof RowsBody>,
  ) {
    return { notMine: await this.disowning.reclaim({ principal, origin }, place, rows) };
  }
}
