import { Controller, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../auth/allow.js';
import { CookieGuard } from '../../consent/cookie-guard.js';
import { PolicyCookies } from '../../policy/policy-cookies.js';
import { deskOf } from '../layout/navigation.js';
import { checkForm, typed } from './form-input.js';
import { localPath } from './local-path.js';
import { PageFrames } from './page-frames.js';
import { ScreenForm, writtenOptions } from './screen-options.js';
import { backWithDone } from './with-done.js';

/** How somebody arranges the lists of the office and of the log; kept by their browser, and nowhere else. */
@Controller('screen-options')
@Allow('member')
export class ScreenPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly guard: CookieGuard,
    private readonly cookies: PolicyCookies,
  ) {}

  @Post()
  async save(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = checkForm(ScreenForm, {
      rows: typed(request, 'rows'),
      compact: typed(request, 'compact') === 'true',
    });
    await this.guard.set(request, response, 'athar_screen_options', writtenOptions(form), true);
    this.goBack(request, response);
  }

  @Post('reset')
  reset(@Req() request: Request, @Res() response: Response): void {
    this.cookies.clear(response, 'athar_screen_options');
    this.goBack(request, response);
  }

  private goBack(request: Request, response: Response): void {
    const frame = this.frames.make(request);
    const back = localPath(typed(request, 'back')) ?? deskOf(frame.role ?? 'member');
    response.redirect(303, backWithDone(frame, back, 'done.screen'));
  }
}
