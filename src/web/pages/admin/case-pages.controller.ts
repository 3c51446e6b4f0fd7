import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { DataSource } from 'typeorm';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { Receipts } from '../../../erasures/receipts.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { notFound, Problem } from '../../../platform/http/problem.js';
import { CaseFiles } from '../../../requests/case-file.js';
import { page } from '../../layout/page.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';
import { CaseCollection } from './case-collection.js';
import { CasePage } from './case-page.js';
import { presentCase } from './case-view.js';
import { OfficeReceiptPage } from './office-receipt-page.js';
import { OwnCasePage } from './own-case-page.js';

/** Cases, for admins to look at. */
@Controller('admin/requests/:reference')
@Allow('admin')
export class CasePagesController {
  constructor(
    private readonly database: DataSource,
    private readonly frames: PageFrames,
    private readonly collection: CaseCollection,
    private readonly files: CaseFiles,
    private readonly receipts: Receipts,
  ) {}

  @Get()
  async view(
    @Param('reference') text: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    const frame = await this.frames.of(request);
    try {
      const collected = await this.collection.open(
        frame,
        { accountId, origin: originOf(request) },
        reference,
      );
      response.type('html').send(page(CasePage(presentCase(collected))));
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'own-case')) throw error;
      response
        .status(403)
        .type('html')
        .send(page(OwnCasePage({ frame, reference })));
    }
  }

  /** The receipt of an erasure with what holds hide from the person. */
  @Get('receipt')
  async receipt(
    @Param('reference') text: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const official = { accountId, origin: originOf(request) };
    const file = await this.files.open(official, readReference(text));
    const receipt = await this.receipts.find(this.database.manager, file.request.id, 'office');
    if (receipt === undefined) throw notFound();
    response.type('html').send(page(OfficeReceiptPage({ frame: await this.frames.of(request), receipt })));
  }
}
