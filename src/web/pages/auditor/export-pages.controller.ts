import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { AuditExportFiles, AuditExports } from '../../../audit/audit-exports.js';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { exportFormat } from '../../api/audit-files-schemas.js';
import { sendAuditFile } from '../../api/send-audit-file.js';
import { Html } from '../../layout/html.js';
import { linkTo } from '../../layout/frame.js';
import { fragment, page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { checkForm, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { askerOf, AuditDesk } from './audit-desk.js';
import { presentExport } from './export-view.js';
import { ExportPage, ExportProgress, ExportsPage } from './exports-page.js';
import { readSearch } from './search-form.js';
import { readId } from '../path-id.js';

/** Files of the log: asked for, watched, fetched and deleted by the auditor whose they are. */
@Controller('audit/exports')
@Allow('auditor')
export class ExportPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly desk: AuditDesk,
    private readonly exports: AuditExports,
    private readonly files: AuditExportFiles,
  ) {}

  @Get()
  @Html()
  async list(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    const files = (await this.exports.list(accountId)).map((file) => presentExport(frame, file));
    return page(ExportsPage({ frame, files }));
  }

  /** Posted by the page of the search, whose filters it holds. */
  @Post()
  async ask(
    @CurrentPrincipal() auditor: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = checkForm(exportFormat, typed(request, 'format'));
    const filter = this.desk.filter(await this.desk.settled(readSearch(request.body)));
    const id = await this.exports.ask(askerOf(auditor, request), format, filter);
    response.redirect(303, linkTo(this.frames.make(request), `/audit/exports/${id}`));
  }

  @Get(':id')
  @Html()
  async one(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Req() request: Request,
  ): Promise<string> {
    const frame = await this.frames.of(request);
    const file = presentExport(frame, await this.exports.one(accountId, readId(id)));
    return page(ExportPage({ frame, file }));
  }

  /** The bar alone; once there is nothing to wait for, the whole page is asked for. */
  @Get(':id/progress')
  async progress(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    const file = presentExport(frame, await this.exports.one(accountId, readId(id)));
    if (file.progress === undefined) response.set('HX-Refresh', 'true');
    response.type('html').send(fragment(ExportProgress({ frame, file })));
  }

  @Get(':id/file')
  async file(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    await sendAuditFile(await this.files.open(accountId, readId(id)), response);
  }

  @Post(':id/delete')
  async end(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.exports.end(accountId, readId(id));
    response.redirect(303, doneAt(this.frames.make(request), '/audit/exports', 'done.auditFileDeleted'));
  }
}
