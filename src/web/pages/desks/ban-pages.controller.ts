import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { BanDesk } from '../../../comments/ban-desk.js';
import { officeDayEnd } from '../../../platform/clock/office-day.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { emailAddress, paragraphs } from '../../../platform/http/text-schemas.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { presentBan } from './ban-line.js';
import { BanFormPage, BansPage } from './bans-page.js';
import { doneAt } from '../done-link.js';
import { latinDigits } from './hold-form.js';

const ROWS = 50;
const cursors = z.object({ cursor: z.string().min(1).max(2000).optional().catch(undefined) });
const findForm = z.strictObject({ email: emailAddress });
const banForm = z.strictObject({
  email: emailAddress,
  reason: paragraphs(500),
  until: z.iso.date().optional(),
});
const SENTENCES = {
  email: 'error.email',
  reason: 'error.banReason',
  until: 'error.banUntil',
} as const;

/** Bans from commenting: looking and placing. Addresses are posted and never shown, since only hashes are kept. */
@Controller('admin/bans')
@Allow('admin')
export class BanPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly desk: BanDesk,
  ) {}

  @Get()
  @Html()
  async list(@Query() query: unknown, @Req() request: Request): Promise<string> {
    const { cursor } = cursors.parse(query);
    const frame = await this.frames.of(request);
    const { items, next } = await this.desk.list(ROWS, undefined, cursor);
    return page(
      BansPage({
        frame,
        email: '',
        errors: [],
        narrowed: false,
        rows: items.map((ban) => presentBan(frame, ban)),
        query: new URLSearchParams(cursor === undefined ? {} : { cursor }),
        first: cursor === undefined,
        next: next ?? undefined,
      }),
    );
  }

  @Post()
  @HttpCode(200)
  async find(@Req() request: Request, @Res() response: Response): Promise<void> {
    const frame = await this.frames.of(request);
    const email = typed(request, 'email');
    const view = { frame, email, narrowed: true, query: new URLSearchParams(), first: true };
    try {
      const { items } = await this.desk.list(ROWS, checkForm(findForm, { email }).email);
      const rows = items.map((ban) => presentBan(frame, ban));
      response.type('html').send(page(BansPage({ ...view, errors: [], rows })));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, SENTENCES);
      showAgain(response, refusal, page(BansPage({ ...view, errors, rows: [] })));
    }
  }

  @Get('new')
  @Html()
  async form(@Req() request: Request): Promise<string> {
    const form = { email: '', reason: '', until: '' };
    return page(BanFormPage({ frame: await this.frames.of(request), form, errors: [] }));
  }

  @Post('new')
  @HttpCode(200)
  async place(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    const [email, reason, until] = ['email', 'reason', 'until'].map((name) => typed(request, name));
    const form = { email: email ?? '', reason: reason ?? '', until: until ?? '' };
    try {
      const day = latinDigits(form.until);
      const checked = checkForm(banForm, { ...form, until: day === '' ? undefined : day });
      const end = checked.until === undefined ? undefined : officeDayEnd(checked.until, frame.zone);
      await this.desk.place({ accountId, origin: originOf(request) }, { ...checked, until: end });
      response.redirect(303, doneAt(frame, '/admin/bans', 'done.banPlaced'));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, SENTENCES);
      showAgain(response, refusal, page(BanFormPage({ frame, form, errors })));
    }
  }
}
