import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HoldQueries } from '../holds/hold-queries.js';
import { RequestsOfPeople } from '../holds/requests-of-people.js';
import { PersonsByAddress } from '../persons/persons-by-address.js';
import { OWN_REQUESTS } from './request-access.js';

/** Requests of people whom a hold in force names. */
@Injectable()
export class HeldRequests {
  constructor(
    private readonly holds: HoldQueries,
    private readonly persons: PersonsByAddress,
    private readonly requests: RequestsOfPeople,
  ) {}

  /**
   * Their ids. Nobody learns here that a hold keeps what is their own.
   * @param viewer account of the admin who looks
   */
  async seenBy(manager: EntityManager, viewer: string): Promise<string[]> {
    const addresses = await this.holds.addressesInForce();
    if (addresses.length === 0) return [];
    const people = await this.persons.find(manager, addresses);
    const held = await this.requests.find(manager, people, addresses);
    const own = await manager.query<{ request_id: string }[]>(OWN_REQUESTS('$1'), [viewer]);
    const hidden = new Set(own.map(({ request_id: id }) => id));
    return held.filter((id) => !hidden.has(id));
  }
}
