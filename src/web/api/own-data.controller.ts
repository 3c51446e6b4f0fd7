import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { type Response } from 'express';
import { z } from 'zod';
import { password } from '../../accounts/account-fields.js';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { PasswordChange } from '../../auth/password-change.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { SessionCookie } from '../../auth/session-cookie.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { CATEGORIES } from '../../policy/purposes.js';
import { StepUpBody } from './auth-schemas.js';
import { OwnData } from './own-data.js';
import { OwnRestrictions } from './own-restrictions.js';

const titles = z.object({ ar: z.string(), fr: z.string(), en: z.string() });

const HeldView = z.object({
  items: z.array(
    z.object({
      source: z.string(),
      title: titles,
      available: z.boolean().describe('Whether the source could be asked just now.'),
      collections: z.array(
        z.object({
          collection: z.string(),
          title: titles,
          category: z.enum(CATEGORIES),
          count: z.number(),
        }),
      ),
    }),
  ),
  next: z.null(),
  restrictions: z
    .array(
      z.object({
        reference: z.string(),
        since: z.iso.datetime(),
        liftAt: z.iso.datetime().nullable().describe('When it ends by itself.'),
      }),
    )
    .describe('Restrictions in force.'),
});

export const PasswordChangeBody = z.strictObject({ current: StepUpBody.shape.password, password });

/** What is held of the caller, and what they sign in with. */
@Controller('api/v1/me')
@Allow('member')
export class OwnDataController {
  constructor(
    private readonly data: OwnData,
    private readonly restrictions: OwnRestrictions,
    private readonly passwords: PasswordChange,
    private readonly cookie: SessionCookie,
  ) {}

  @Get('data')
  @Operation({
    summary: 'How many records each source holds about the caller, counted now',
    answers: { 200: ['Per source and collection; collections that hold nothing are left out', HeldView] },
  })
  async held(@CurrentPrincipal() { accountId }: AccountPrincipal) {
    const held = await this.data.of(accountId);
    const restricted = await this.restrictions.of(accountId);
    return {
      items: held.map(({ collections, ...source }) => ({
        ...source,
        available: collections !== undefined,
        collections: collections ?? [],
      })),
      next: null,
      restrictions: restricted.map(({ reference, since, liftAt }) => ({
        reference,
        since: since.toISOString(),
        liftAt: liftAt?.toISOString() ?? null,
      })),
    };
  }

  @Post('password')
  @HttpCode(204)
  @Operation({
    summary: 'Choose another password; every session and token of the account ends, this one too',
    body: PasswordChangeBody,
    answers: {
      204: ['Changed; a mail says so'],
      401: ['The current password is wrong'],
      403: ['A token changes no password'],
      422: ['Too short, too long or easily guessed'],
      429: ['Too many failures'],
    },
  })
  async changePassword(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Body() body: z.output<typeof PasswordChangeBody>,
    @CallOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.passwords.change(principal, body.current, body.password, origin);
    this.cookie.clear(response);
  }
}
