import { Body, Controller, Delete, Get, HttpCode, Put, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { DataSource } from 'typeorm';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { ChoiceRows } from '../../consent/choice-rows.js';
import { CookieChoices } from '../../consent/cookie-choices.js';
import { callerLocale } from '../../platform/http/caller-locale.js';
import { Operation } from '../../platform/http/operation.js';
import { COOKIE_CATEGORY_IDS } from '../../policy/cookie-categories.js';
import { ChoiceBody, ChoiceView } from './choice-schemas.js';
import { OwnChoice } from './own-choice.js';
import { EmptyBody } from './request-schemas.js';

/** The answer to the cookie banner of the browser that calls. */
@Controller('api/v1/cookie-choice')
@Allow('anyone')
export class CookieChoiceController {
  constructor(
    private readonly choices: CookieChoices,
    private readonly own: OwnChoice,
    private readonly rows: ChoiceRows,
    private readonly database: DataSource,
  ) {}

  @Get()
  @Operation({
    summary:
      'What this browser’s user chose about cookies, what may be used now, and the record of the choice',
    answers: { 200: ['The choice and what follows from it', ChoiceView] },
  })
  async current(@Req() request: Request) {
    const { allowed, accepted, gpc, choice } = await this.choices.current(request);
    const shown = choice && (await this.rows.notice(this.database.manager, choice.id));
    return {
      asked: choice === undefined,
      gpc,
      categories: COOKIE_CATEGORY_IDS.map((category) => ({
        category,
        accepted: accepted[category],
        allowed: allowed[category],
      })),
      choice:
        choice === undefined
          ? null
          : {
              id: choice.id,
              how: choice.how,
              gpc: choice.gpc,
              policyVersion: choice.policyVersion,
              language: choice.language,
              decidedAt: choice.decidedAt.toISOString(),
              validUntil: choice.validUntil.toISOString(),
              linked: choice.personId !== null,
            },
      record: choice?.record ?? null,
      shown: shown ?? null,
    };
  }

  @Put()
  @HttpCode(204)
  @Operation({
    summary: 'Answer the cookie banner; sets the cookie `athar_cookie_choice`',
    body: ChoiceBody,
    answers: {
      204: ['Kept; what was accepted before and is not now is withdrawn'],
      429: ['Too many answers'],
    },
  })
  async answer(
    @Body() { answer, accepted = [] }: z.output<typeof ChoiceBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.own.answer(request, response, callerLocale(request), { how: answer, accepted });
  }

  @Delete()
  @HttpCode(204)
  @Operation({
    summary:
      'Withdraw whatever this browser’s answer agreed to; the answer itself stays, and nobody is asked again',
    body: EmptyBody,
    bodyOptional: true,
    answers: { 204: ['Withdrawn, at once'], 429: ['Too many calls'] },
  })
  async withdraw(@Req() request: Request): Promise<void> {
    await this.own.withdraw(request);
  }
}
