import { Global, Injectable, Module } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { RequestsOfPeople } from '../holds/requests-of-people.js';
import { type KnownPeople } from '../persons/persons-by-address.js';
import { RequestSubjects } from './request-subjects.js';

@Injectable()
class AllRequestsOfPeople extends RequestsOfPeople {
  constructor(private readonly subjects: RequestSubjects) {
    super();
  }

  override async find(
    manager: EntityManager,
    { personIds, accountIds }: KnownPeople,
    addresses: readonly string[],
  ): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT request_id AS id FROM request_subject
       WHERE account_id = ANY ($1) OR person_id = ANY ($2) OR address_mac = ANY ($3)`,
      [accountIds, personIds, addresses.map((address) => this.subjects.addressMac(address))],
    );
    return rows.map(({ id }) => id);
  }
}

/** Lends the holds, which lie below, whose a request is. */
@Global()
@Module({
  providers: [RequestSubjects, { provide: RequestsOfPeople, useClass: AllRequestsOfPeople }],
  exports: [RequestsOfPeople],
})
export class RequestsOfPeopleModule {}
