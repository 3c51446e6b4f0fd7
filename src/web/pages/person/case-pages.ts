import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Principal } from '../../../auth/principal.js';
import { Receipts } from '../../../erasures/receipts.js';
import { Bundles } from '../../../exports/bundles.js';
import { Clock } from '../../../platform/clock/clock.js';
import { RequestQueries } from '../../../requests/request-queries.js';
import { mayWithdraw } from '../../../requests/request-withdrawal.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';
import { type ShownRequest } from './request-view.js';

/** Collects what the page of a request shows. */
@Injectable()
export class CasePages {
  constructor(
    private readonly database: DataSource,
    private readonly queries: RequestQueries,
    private readonly bundles: Bundles,
    private readonly receipts: Receipts,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 for another's request */
  async show(principal: Principal, reference: string): Promise<ShownRequest> {
    const { request, timeline } = await this.queries.viewOwn(principal, reference);
    return {
      reference: request.reference,
      kind: request.kind,
      state: request.state,
      regime: request.regime,
      receivedAt: request.receivedAt,
      dueOn: request.dueOn,
      dueBasis: request.dueBasis,
      extended: request.extendedAt !== null,
      explanation: request.explanation ?? undefined,
      timeline,
      bundle: await this.bundle(request),
      receiptPath: await this.receiptPath(request),
      withdrawPath: mayWithdraw(principal, request) ? `/requests/${request.reference}/withdraw` : undefined,
    };
  }

  private async receiptPath(request: SubjectRequest): Promise<string | undefined> {
    const receipt = await this.receipts.find(this.database.manager, request.id, 'person');
    return receipt && `/requests/${request.reference}/receipt`;
  }

  private async bundle(request: SubjectRequest): Promise<ShownRequest['bundle']> {
    if (request.kind !== 'export') return undefined;
    const bundle = await this.bundles.describe(this.database.manager, request.id);
    if (bundle === undefined) return undefined;
    const { bytes, sha256, expiresAt, availableFrom } = bundle;
    const waits = availableFrom > this.clock.now();
    return {
      bytes,
      sha256: sha256.toString('hex'),
      expiresAt,
      availableFrom: waits ? availableFrom : undefined,
    };
  }
}
