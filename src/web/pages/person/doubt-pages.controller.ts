import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { type Place } from '../../../persons/disowned-rows.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { notFound, Problem } from '../../../platform/http/problem.js';
import { Disowning } from '../../../requests/disowning.js';
import { DoubtfulRecords } from '../../../requests/doubtful-records.js';
import { PlaceParams, RowsBody } from '../../api/unconfirmed-schemas.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { wordsOf } from '../../layout/phrase.js';
import { doneAt } from '../done-link.js';
import { checkForm, showAgain, typed, typedAll } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { DoubtPage, DoubtPlacesPage } from './doubt-page.js';
import { placePath, presentDoubts, presentPlaces } from './doubt-view.js';
import { OwnCase } from './own-case.js';

const ROWS = 20;
const cursors = z.object({ cursor: z.string().min(1).max(2000).optional().catch(undefined) });

/** Records that may be somebody else's: a member or guest looks at them, and says which are. */
@Controller('unconfirmed')
@Allow('requester')
export class DoubtPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly records: DoubtfulRecords,
    private readonly disowning: Disowning,
    private readonly cases: OwnCase,
  ) {}

  @Get()
  async places(
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.proven(principal, request, response, () => this.records.places(principal));
    if (found === undefined) return;
    const frame = await this.frames.of(request);
    const view = presentPlaces(frame, await this.back(frame, principal), found);
    response.type('html').send(page(DoubtPlacesPage(view)));
  }

  @Get(':source/:collection')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Param() params: unknown,
    @Query() asked: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { cursor } = cursors.parse(asked);
    const place = readPlace(params);
    const found = await this.proven(principal, request, response, () =>
      this.records.page(principal, place, cursor, ROWS),
    );
    if (found === undefined) return;
    const frame = await this.frames.of(request);
    response.type('html').send(page(DoubtPage(presentDoubts(frame, found, cursor))));
  }

  @Post(':source/:collection')
  async say(
    @CurrentPrincipal() principal: Principal,
    @Param() params: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const place = readPlace(params);
    const notMine = typedAll(request, 'notMine');
    // Of a box that is not ticked nothing arrives.
    const shown = typed(request, 'shown')
      .split(' ')
      .filter((row) => row !== '');
    const cursor = typed(request, 'cursor') || undefined;
    const frame = await this.frames.of(request);
    const saved = await this.proven(principal, request, response, async () => {
      try {
        checkForm(RowsBody, { rows: shown });
        await this.disowning.say({ principal, origin: originOf(request) }, place, shown, notMine);
        return true;
      } catch (error) {
        const refusal = shownAgain(error);
        const found = await this.records.page(principal, place, cursor, ROWS);
        const errors = refusal.status === 422 ? [errorOf(frame)] : [];
        showAgain(
          response,
          refusal,
          page(DoubtPage(presentDoubts(frame, found, cursor, { notMine, errors }))),
        );
        return undefined;
      }
    });
    if (saved === undefined) return;
    const done = doneAt(frame, placePath(place.source, place.collection), 'done.doubt');
    response.redirect(303, cursor === undefined ? done : `${done}&cursor=${encodeURIComponent(cursor)}`);
  }

  /** Does it where the proof of who it is is young enough; else leads to a new one. */
  private async proven<T>(
    principal: Principal,
    request: Request,
    response: Response,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'step-up-required')) throw error;
      const proof =
        principal.type === 'request'
          ? `/requests/${await this.cases.reference(principal)}/link`
          : `/login?again=true&next=${request.path}`;
      response.redirect(303, linkTo(this.frames.make(request), proof));
      return undefined;
    }
  }

  private async back(frame: PageFrame, principal: Principal) {
    const say = wordsOf(frame);
    if (principal.type === 'account') return { path: '/account/data', text: say('nav.data') };
    const reference = await this.cases.reference(principal);
    return { path: `/requests/${reference}`, text: say('request.title', { reference }) };
  }
}

/** Shows the list again also where an erasure has begun meanwhile: the list says so. */
function shownAgain(error: unknown): Problem {
  const again = error instanceof Problem && (error.status === 422 || error.code === 'erasure-begun');
  if (again) return error;
  throw error;
}

function errorOf(frame: PageFrame) {
  return { field: 'notMine', message: wordsOf(frame)('error.doubt') };
}

/** @throws Problem 404 */
function readPlace(params: unknown): Place {
  const place = PlaceParams.safeParse(params);
  if (!place.success) throw notFound();
  return place.data;
}
