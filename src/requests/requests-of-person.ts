import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { RequestSubjects } from './request-subjects.js';
import { SubjectRequest } from './subject-request.js';

/** As many are shown with a person. */
const MOST = 50;

/** The cases of one person, as long as they say whose they are. */
@Injectable()
export class RequestsOfPerson {
  constructor(private readonly subjects: RequestSubjects) {}

  /** The newest first. What nobody has confirmed is nobody's (I6). */
  list(
    manager: EntityManager,
    personId: string,
    accountId: string | undefined,
    addresses: readonly string[],
  ): Promise<SubjectRequest[]> {
    return manager
      .createQueryBuilder(SubjectRequest, 'r')
      .where(
        `r.id IN (SELECT s.request_id FROM request_subject s
                  WHERE s.person_id = :personId OR s.account_id = :accountId OR s.address_mac = ANY (:macs))`,
        {
          personId,
          accountId: accountId ?? null,
          macs: addresses.map((address) => this.subjects.addressMac(address)),
        },
      )
      .andWhere(`r.state <> 'unconfirmed'`)
      .orderBy('r.id', 'DESC')
      .limit(MOST)
      .getMany();
  }
}
