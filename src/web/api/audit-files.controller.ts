import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type z } from 'zod';
import { AuditExportFiles, AuditExports } from '../../audit/audit-exports.js';
import { SavedSearches } from '../../audit/saved-searches.js';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal, actorOf } from '../../auth/principal.js';
import { originOf } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import {
  AuditExportBody,
  AuditExportView,
  AuditIdParams,
  SavedSearchBody,
  SavedSearchView,
} from './audit-files-schemas.js';
import { listOf } from './auth-schemas.js';
import { sendAuditFile } from './send-audit-file.js';

/** What an auditor keeps of the log for a while: files of it, and searches by name. Each sees their own alone. */
@Controller('api/v1/audit')
@Allow('auditor')
export class AuditFilesController {
  constructor(
    private readonly exports: AuditExports,
    private readonly files: AuditExportFiles,
    private readonly searches: SavedSearches,
  ) {}

  @Post('exports')
  @HttpCode(202)
  @Operation({
    summary: 'Make a file of what a search finds, without personal values; a job writes it',
    body: AuditExportBody,
    answers: { 202: ['Begun', AuditExportView], 409: ['There are as many files as there may be'] },
  })
  async ask(
    @CurrentPrincipal() auditor: AccountPrincipal,
    @Body() { format, filter }: z.output<typeof AuditExportBody>,
    @Req() request: Request,
  ) {
    const asker = { auditor: actorOf(auditor), origin: originOf(request) };
    const id = await this.exports.ask(asker, format, filter);
    return this.exports.one(auditor.accountId, id);
  }

  @Get('exports')
  @Operation({
    summary: 'Own files of the log',
    answers: { 200: ['The newest first', listOf(AuditExportView)] },
  })
  async list(@CurrentPrincipal() { accountId }: AccountPrincipal) {
    return { items: await this.exports.list(accountId), next: null };
  }

  @Get('exports/:id')
  @Operation({
    summary: 'How far a file is; its size and SHA-256 once it is ready',
    params: AuditIdParams,
    answers: { 200: ['The file’s state', AuditExportView], 404: ['Not one of the caller’s, or deleted'] },
  })
  one(@CurrentPrincipal() { accountId }: AccountPrincipal, @Param('id') id: string) {
    return this.exports.one(accountId, id);
  }

  @Get('exports/:id/file')
  @Operation({
    summary: 'The file',
    params: AuditIdParams,
    produces: ['application/x-ndjson', 'text/csv'],
    answers: { 200: ['The whole file'], 404: ['Not one of the caller’s, or deleted'], 409: ['Not ready'] },
  })
  async file(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    await sendAuditFile(await this.files.open(accountId, id), response);
  }

  @Delete('exports/:id')
  @HttpCode(204)
  @Operation({
    summary: 'Delete a file',
    params: AuditIdParams,
    answers: { 204: ['Nobody can fetch it any more'], 404: ['Not one of the caller’s, or deleted'] },
  })
  end(@CurrentPrincipal() { accountId }: AccountPrincipal, @Param('id') id: string): Promise<void> {
    return this.exports.end(accountId, id);
  }

  @Get('searches')
  @Operation({
    summary: 'Own saved searches',
    answers: { 200: ['The newest first', listOf(SavedSearchView)] },
  })
  async saved(@CurrentPrincipal() { accountId }: AccountPrincipal) {
    return { items: await this.searches.list(accountId), next: null };
  }

  @Post('searches')
  @Operation({
    summary: 'Keep a search under a name',
    body: SavedSearchBody,
    answers: { 201: ['Kept', SavedSearchView], 409: ['There are as many as there may be'] },
  })
  save(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Body() { name, filter }: z.output<typeof SavedSearchBody>,
  ) {
    return this.searches.save(accountId, name, filter);
  }

  @Delete('searches/:id')
  @HttpCode(204)
  @Operation({
    summary: 'Forget a saved search',
    params: AuditIdParams,
    answers: { 204: ['Forgotten'], 404: ['Not one of the caller’s'] },
  })
  remove(@CurrentPrincipal() { accountId }: AccountPrincipal, @Param('id') id: string): Promise<void> {
    return this.searches.remove(accountId, id);
  }
}
