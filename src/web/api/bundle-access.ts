import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Principal, requireRecent } from '../../auth/principal.js';
import { type Bundle, Bundles } from '../../exports/bundles.js';
import { Clock } from '../../platform/clock/clock.js';
import { RequestAccess } from '../../requests/request-access.js';

/** A bundle that the caller may fetch now. */
export interface OwnBundle {
  readonly requestId: string;
  readonly reference: string;
  readonly bundle: Bundle;
}

/** Checks, at every download anew, whether a bundle is the caller's own and may leave. */
@Injectable()
export class BundleAccess {
  constructor(
    private readonly database: DataSource,
    private readonly requests: RequestAccess,
    private readonly bundles: Bundles,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 for another's request; 403 `step-up-required`; 409 while it is not ready or waits; 410 once gone */
  async own(principal: Principal, reference: string): Promise<OwnBundle> {
    const { manager } = this.database;
    const request = await this.requests.own(manager, principal, reference);
    requireRecent(principal, this.clock.now());
    const bundle = await this.bundles.forDownload(manager, request);
    return { requestId: request.id, reference: request.reference, bundle };
  }
}
