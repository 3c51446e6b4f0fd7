import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { type Request } from 'express';
import { type z } from 'zod';
import { AuditEvents, type Disclosure } from '../../audit/audit-events.js';
import { Checkpoints } from '../../audit/tree/checkpoints.js';
import { LogProofs } from '../../audit/tree/log-proofs.js';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal, actorOf } from '../../auth/principal.js';
import { originOf } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { notFound } from '../../platform/http/problem.js';
import {
  ConsistencyQuery,
  ConsistencyView,
  DisclosureView,
  InclusionQuery,
  InclusionView,
} from './audit-proof-schemas.js';
import { AuditEventParams, UnmaskBody } from './audit-schemas.js';

/**
 * What proves the log. A checkpoint, and that one follows from another, tell a size and hashes and nothing of any event:
 * everybody may ask, so that everybody can be a witness. What is about one event is for auditors.
 */
@Controller('api/v1/audit')
export class AuditProofsController {
  constructor(
    private readonly checkpoints: Checkpoints,
    private readonly proofs: LogProofs,
    private readonly events: AuditEvents,
  ) {}

  @Get('checkpoint')
  @Allow('anyone')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Operation({
    summary: 'The latest checkpoint of the log, as a signed note (c2sp.org/tlog-checkpoint)',
    produces: ['text/plain'],
    answers: { 200: ['The note'], 404: ['None is signed yet'] },
  })
  async checkpoint(): Promise<string> {
    const latest = await this.checkpoints.latest();
    if (latest === undefined) throw notFound('No checkpoint is signed yet.');
    return latest.note;
  }

  @Get('proof/consistency')
  @Allow('anyone')
  @Operation({
    summary: 'That the log of one size begins with the log of a smaller one',
    query: ConsistencyQuery,
    answers: {
      200: ['The proof', ConsistencyView],
      404: ['None is signed yet, and `to` is left out'],
      503: ['The stored tree lacks hashes; `detail` names the tile'],
    },
  })
  async consistency(@Query() query: z.output<typeof ConsistencyQuery>) {
    const proof = await this.proofs.consistency(query.from, query.to);
    const { fromRoot, toRoot, hashes } = proof;
    return {
      ...proof,
      fromRoot: base64(fromRoot),
      toRoot: base64(toRoot),
      hashes: hashes.map(base64),
    };
  }

  @Get('proof/inclusion')
  @Allow('auditor')
  @Operation({
    summary: 'That an event stands in the log of a size',
    query: InclusionQuery,
    answers: {
      200: ['The proof', InclusionView],
      404: ['None is signed yet, and `size` is left out'],
      503: ['The stored tree lacks hashes; `detail` names the tile'],
    },
  })
  async inclusion(@Query() query: z.output<typeof InclusionQuery>) {
    const proof = await this.proofs.inclusion(query.seq, query.size);
    const { leafHash, root, hashes } = proof;
    return { ...proof, leafHash: base64(leafHash), root: base64(root), hashes: hashes.map(base64) };
  }

  @Get('events/:seq/leaf')
  @Allow('auditor')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Operation({
    summary: 'The exact bytes of an event’s leaf; that it was asked for is an event',
    params: AuditEventParams,
    produces: ['application/json'],
    answers: { 200: ['Canonical JSON (RFC 8785)'], 404: ['No event has this number'] },
  })
  leaf(
    @CurrentPrincipal() auditor: AccountPrincipal,
    @Param('seq') seq: string,
    @Req() request: Request,
  ): Promise<string> {
    return this.events.leaf(Number(seq), { auditor: actorOf(auditor), origin: originOf(request) });
  }

  @Post('events/:seq/values')
  @Allow('auditor')
  @HttpCode(200)
  @Operation({
    summary: 'The personal values of an event with the salts that prove them; the reason is recorded',
    params: AuditEventParams,
    body: UnmaskBody,
    answers: { 200: ['The values', DisclosureView], 404: ['No event has this number'] },
  })
  values(
    @CurrentPrincipal() auditor: AccountPrincipal,
    @Param('seq') seq: string,
    @Body() { reason }: z.output<typeof UnmaskBody>,
    @Req() request: Request,
  ): Promise<Disclosure> {
    return this.events.disclose(Number(seq), reason, {
      auditor: actorOf(auditor),
      origin: originOf(request),
    });
  }
}

const base64 = (hash: Buffer): string => hash.toString('base64');
