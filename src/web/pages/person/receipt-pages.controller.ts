import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { receiptPage } from '../../../erasures/receipt-page.js';
import { PdfPrinter } from '../../../platform/pdf/pdf-printer.js';
import { ReceiptAccess } from '../../api/receipt-access.js';
import { findAsset } from '../../assets/asset-path.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { PageFrames } from '../page-frames.js';
import { ReceiptPage } from './receipt-page.js';
import { readReference } from '../path-reference.js';

const PRINTED_FONTS = (['Latin', 'Arabic'] as const)
  .flatMap((script) => ([400, 600] as const).map((weight) => ({ script, weight })))
  .map(({ script, weight }) => {
    const file = `/assets/plex-${script.toLowerCase()}-${weight}.woff2`;
    return `@font-face{font-family:Receipt ${script};font-weight:${weight};src:url(${file})}`;
  })
  .join('');

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

  /** The page that opens offline, printed in the portal's own fonts: a server seldom has Arabic ones. */
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
    const html = receiptPage(receipt, zone, `${reference}.json`, PRINTED_FONTS);
    const file = await this.printer.print(html, (path) => findAsset(path.replace('/assets/', ''))?.file);
    response
      .type('application/pdf')
      .set('Content-Disposition', `attachment; filename="${reference}.pdf"`)
      .send(file);
  }
}
