import { Injectable } from '@nestjs/common';
import { type RequestPrincipal } from '../../../auth/principal.js';
import { notFound } from '../../../platform/http/problem.js';
import { RequestQueries } from '../../../requests/request-queries.js';

/** The one case that a guest's session is for. */
@Injectable()
export class OwnCase {
  constructor(private readonly queries: RequestQueries) {}

  /** @throws Problem 404 where it is gone */
  async reference(guest: RequestPrincipal): Promise<string> {
    const { items } = await this.queries.listOwn(guest, 1);
    const [request] = items;
    if (request === undefined) throw notFound();
    return request.reference;
  }
}
