import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Principal } from '../../../auth/principal.js';
import { ErasurePlans } from '../../../erasures/erasure-plans.js';
import { Receipts } from '../../../erasures/receipts.js';
import { Bundles } from '../../../exports/bundles.js';
import { Clock } from '../../../platform/clock/clock.js';
import { isForAnother } from '../../../requests/for-another.js';
import { mayWrite, RequestMessages } from '../../../requests/request-messages.js';
import { RequestQueries } from '../../../requests/request-queries.js';
import { mayWithdraw } from '../../../requests/request-withdrawal.js';
import { isInForce, type Restriction } from '../../../requests/restriction.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';
import { type Counted, type ShownRequest } from './shown-request.js';

/** What comes from the rooms that do the work. */
@Injectable()
export class CaseOutcomes {
  constructor(
    private readonly database: DataSource,
    private readonly bundles: Bundles,
    private readonly plans: ErasurePlans,
    private readonly receipts: Receipts,
    private readonly clock: Clock,
  ) {}

  async receiptPath(request: SubjectRequest): Promise<string | undefined> {
    if (request.kind !== 'erasure') return undefined;
    const receipt = await this.receipts.find(this.database.manager, request.id, 'person');
    return receipt && `/requests/${request.reference}/receipt`;
  }

  async bundle(request: SubjectRequest): Promise<ShownRequest['bundle']> {
    if (request.kind !== 'export') return undefined;
    const bundle = await this.bundles.describe(this.database.manager, request);
    if (bundle === undefined) return undefined;
    const { bytes, sha256, expiresAt, availableFrom, downloads } = bundle;
    const waits = availableFrom > this.clock.now();
    return {
      bytes,
      sha256: sha256.toString('hex'),
      expiresAt,
      downloads,
      availableFrom: waits ? availableFrom : undefined,
    };
  }

  /** How far the work is, while it goes on. */
  async progress(request: Pick<SubjectRequest, 'id' | 'kind' | 'state'>): Promise<Counted | undefined> {
    if (request.state !== 'running') return undefined;
    if (request.kind === 'export')
      return (await this.bundles.progress(this.database.manager, request.id)) ?? { done: 0, total: 0 };
    if (request.kind === 'erasure') return (await this.plans.progress(request.id)) ?? { done: 0, total: 0 };
    return undefined;
  }
}

/** Collects what the page of a request shows. */
@Injectable()
export class CasePages {
  constructor(
    private readonly queries: RequestQueries,
    private readonly messages: RequestMessages,
    private readonly outcomes: CaseOutcomes,
  ) {}

  /** @throws Problem 404 for another's request */
  async show(principal: Principal, reference: string): Promise<ShownRequest> {
    const { request, timeline, restriction } = await this.queries.viewOwn(principal, reference);
    const path = `/requests/${request.reference}`;
    return {
      ...partsOf(request),
      timeline,
      messages: await this.messages.own(principal, reference),
      bundle: await this.outcomes.bundle(request),
      restriction: restriction && { fact: restriction, endPath: endPath(principal, restriction, path) },
      progress: await this.outcomes.progress(request),
      receiptPath: await this.outcomes.receiptPath(request),
      doubtPath: isGuest(principal) && request.closedAt === null ? '/unconfirmed' : undefined,
      withdrawPath: mayWithdraw(principal, request) ? `${path}/withdraw` : undefined,
      writePath: mayWrite(principal, request, restriction) ? `${path}/messages` : undefined,
    };
  }

  /** How far the work is; undefined where none is under way. @throws Problem 404 for another's request */
  async progress(principal: Principal, reference: string): Promise<ShownRequest | undefined> {
    const { request } = await this.queries.viewOwn(principal, reference);
    const progress = await this.outcomes.progress(request);
    return progress && { ...partsOf(request), timeline: [], messages: [], progress };
  }
}

/** Who came by a link that only shows the case ends nothing. */
function endPath(principal: Principal, restriction: Restriction, path: string): string | undefined {
  const readOnly = principal.type === 'request' && principal.readOnly;
  return readOnly || !isInForce(restriction) ? undefined : `${path}/restriction`;
}

/** Members find the same from what is held of them. */
function isGuest(principal: Principal): boolean {
  return principal.type === 'request' && !principal.readOnly;
}

function partsOf(request: SubjectRequest) {
  return {
    reference: request.reference,
    kind: request.kind,
    forAnother: isForAnother(request),
    state: request.state,
    regime: request.regime,
    receivedAt: request.receivedAt,
    dueOn: request.dueOn,
    dueBasis: request.dueBasis,
    extended: request.extendedAt !== null,
    paused: request.pausedAt !== null,
    scheduledFor: request.scheduledFor ?? undefined,
    ground: request.ground ?? undefined,
    explanation: request.explanation ?? undefined,
  };
}
