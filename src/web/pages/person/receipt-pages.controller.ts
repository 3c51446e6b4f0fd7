import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { receiptPage } from '../../../erasures/receipt-page.js';
import { PdfPrinter } from '../../../platform/pdf/pdf-printer.js';
import { ReceiptAccess } from '../../api/receipt-access.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { PageFrames } from '../page-frames.js';
import { ReceiptPage } from './receipt-page.js';
import { readReference } from '../path-reference.js';

/** The receipt of an erasure, for whoever asked for it. */
@Controller('requests')
@Allow('requester')
export class ReceiptPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly access: ReceiptAccess,
    private readonly printer: PdfPrinter,
  ) {}

  @Get(':reference/receipt')
  @Html()
  async view(
    @Param('reference') reference: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<string> {
    const receipt = await this.access.own(principal, readReference(reference));
    const frame = await this.frames.of(request);
    return page(ReceiptPage({ frame, receipt, prints: this.printer.available }));
  }

  /** The page that opens offline, printed. It loads nothing, so the printer is given no files. */
  @Get(':reference/receipt.pdf')
  async print(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    const receipt = await this.access.own(principal, reference);
    const { zone } = this.frames.make(request);
    const html = receiptPage(receipt, zone, `${reference}.json`);
    const file = await this.printer.print(html, () => undefined);
    response
      .type('application/pdf')
      .set('Content-Disposition', `attachment; filename="${reference}.pdf"`)
      .send(file);
  }
}
