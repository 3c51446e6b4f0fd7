import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HoldQueries } from '../holds/hold-queries.js';
import { RequestsOfPeople } from '../holds/requests-of-people.js';
import { PersonsByAddress } from '../persons/persons-by-address.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { OWN_REQUESTS } from './request-access.js';
import { type RequestSubject, RequestSubjects } from './request-subjects.js';

/** Requests of people whom a hold in force names. Nobody learns here that a hold keeps what is their own. */
@Injectable()
export class HeldRequests {
  constructor(
    private readonly holds: HoldQueries,
    private readonly persons: PersonsByAddress,
    private readonly requests: RequestsOfPeople,
    private readonly subjects: RequestSubjects,
  ) {}

  /**
   * The ids of all of them: as much work as there are such holds.
   * @param viewer account of the admin who looks
   */
  async seenBy(manager: EntityManager, viewer: string): Promise<string[]> {
    const addresses = await this.holds.addressesInForce();
    if (addresses.length === 0) return [];
    const people = await this.persons.find(manager, addresses);
    const held = await this.requests.find(manager, people, addresses);
    return this.withoutOwn(manager, viewer, held);
  }

  /** Which of these requests they are: as much work as there are requests given, however many holds there are. */
  async among(manager: EntityManager, viewer: string, requestIds: readonly string[]): Promise<string[]> {
    const subjects = await this.subjects.findAll(manager, requestIds);
    const known = await this.persons.addressesOf(manager, {
      personIds: subjects.flatMap(({ personId }) => personId ?? []),
      accountIds: subjects.flatMap(({ accountId }) => accountId ?? []),
    });
    const addressesOf = ({ personId, accountId, address }: RequestSubject): string[] => [
      ...(known.get(personId ?? '') ?? []),
      ...(known.get(accountId ?? '') ?? []),
      ...(address === undefined ? [] : [foldAddress(address)]),
    ];
    const named = new Set(await this.holds.addressesInForceAmong(subjects.flatMap(addressesOf)));
    const held = subjects.filter((subject) => addressesOf(subject).some((address) => named.has(address)));
    return this.withoutOwn(
      manager,
      viewer,
      held.map(({ requestId }) => requestId),
    );
  }

  private async withoutOwn(
    manager: EntityManager,
    viewer: string,
    requestIds: readonly string[],
  ): Promise<string[]> {
    const own = await manager.query<{ request_id: string }[]>(OWN_REQUESTS('$1'), [viewer]);
    const hidden = new Set(own.map(({ request_id: id }) => id));
    return requestIds.filter((id) => !hidden.has(id));
  }
}
