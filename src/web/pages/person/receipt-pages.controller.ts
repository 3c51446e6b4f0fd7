import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import { type Request } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { ReceiptAccess } from '../../api/receipt-access.js';
import { page } from '../../layout/page.js';
import { PageFrames } from '../page-frames.js';
import { ReceiptPage } from './receipt-page.js';
import { readReference } from './request-reference.js';

/** The receipt of an erasure, for whoever asked for it. */
@Controller('requests')
export class ReceiptPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly access: ReceiptAccess,
  ) {}

  @Get(':reference/receipt')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Allow('requester')
  async view(
    @Param('reference') reference: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<string> {
    const receipt = await this.access.own(principal, readReference(reference));
    return page(ReceiptPage({ frame: await this.frames.of(request), receipt }));
  }
}
