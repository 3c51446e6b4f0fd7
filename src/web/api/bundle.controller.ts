import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { actorOf, type Principal } from '../../auth/principal.js';
import { originOf } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { Problem } from '../../platform/http/problem.js';
import { type ByteRange } from '../../platform/storage/object-store.js';
import { BundleAccess, type OwnBundle } from './bundle-access.js';
import { BundleSending } from './bundle-sending.js';
import { rangeOf } from './byte-range.js';
import { ReferenceParams } from './request-schemas.js';
import { LASTS } from '../../policy/written.js';

/** The file with a person's data, for that person alone. */
@Controller('api/v1/requests')
export class BundleController {
  constructor(
    private readonly access: BundleAccess,
    private readonly sending: BundleSending,
  ) {}

  @Get(':reference/bundle')
  @Allow('requester')
  @Operation({
    summary: 'The bundle of an own export: a ZIP, whole or by a range',
    params: ReferenceParams,
    produces: ['application/zip'],
    answers: {
      200: ['The whole file'],
      206: ['The range that was asked for'],
      403: [`Sign in again: the last sign-in is older than ${LASTS.stepUp}`],
      404: ['Not one of the caller’s own'],
      409: ['Not ready yet, or waiting because the password or address was changed lately'],
      410: ['Deleted: its time was over, or the request was withdrawn'],
      416: ['The range lies outside the file'],
    },
  })
  async download(
    @CurrentPrincipal() principal: Principal,
    @Param('reference') reference: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const own = await this.access.own(principal, reference);
    const range = askedRange(request, own);
    if (request.method === 'HEAD') {
      writeHead(response, own, range);
      response.end();
      return;
    }
    // Opened first: where the store fails, the answer is still free to say so.
    const content = await this.sending.open(own, range);
    writeHead(response, own, range);
    await this.sending.send(own, content, lengthOf(own, range), response, {
      actor: actorOf(principal),
      origin: originOf(request),
    });
  }
}

/** A range counts only for the file it was meant for (`If-Range`). */
function askedRange(request: Request, { bundle }: OwnBundle): ByteRange | undefined {
  const meant = request.get('if-range');
  if (meant !== undefined && meant !== etagOf(bundle.sha256)) return undefined;
  const range = rangeOf(request.get('range'), bundle.bytes);
  if (range !== 'unsatisfiable') return range;
  throw new Problem(416, 'range-not-satisfiable', 'The range lies outside the file.', [], {
    'Content-Range': `bytes */${bundle.bytes}`,
  });
}

function writeHead(response: Response, own: OwnBundle, range: ByteRange | undefined): void {
  const { reference, bundle } = own;
  response.status(range === undefined ? 200 : 206).set({
    'Content-Type': 'application/zip',
    'Content-Length': String(lengthOf(own, range)),
    // The reference alone: a file name is seen by others.
    'Content-Disposition': `attachment; filename="${reference}.zip"`,
    'Cache-Control': 'private, no-store',
    'Accept-Ranges': 'bytes',
    ETag: etagOf(bundle.sha256),
  });
  if (range !== undefined) response.set('Content-Range', `bytes ${range.start}-${range.end}/${bundle.bytes}`);
}

function lengthOf({ bundle }: OwnBundle, range: ByteRange | undefined): number {
  return range === undefined ? bundle.bytes : range.end - range.start + 1;
}

function etagOf(sha256: Buffer): string {
  return `"${sha256.toString('hex')}"`;
}
