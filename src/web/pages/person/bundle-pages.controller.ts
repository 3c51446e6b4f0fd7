import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { Problem } from '../../../platform/http/problem.js';
import { BundleAccess } from '../../api/bundle-access.js';
import { linkTo } from '../../layout/frame.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';

/** From the page of a request to its bundle, by way of a fresh proof where the last one is too old. */
@Controller('requests')
export class BundlePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly access: BundleAccess,
  ) {}

  /** Sends an account to sign in again, a guest to ask for a new link, and everybody else on to the file. */
  @Get(':reference/bundle')
  @Allow('requester')
  async download(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    try {
      await this.access.own(principal, reference);
      response.redirect(303, `/api/v1/requests/${reference}/bundle`);
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'step-up-required')) throw error;
      const proof =
        principal.type === 'request'
          ? `/requests/${reference}/link`
          : `/login?again=true&next=/requests/${reference}`;
      response.redirect(303, linkTo(this.frames.make(request), proof));
    }
  }
}
