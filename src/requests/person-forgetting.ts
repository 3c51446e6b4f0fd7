import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type PersonRef } from '../audit/audit-entry.js';
import { AuditPseudonyms } from '../audit/audit-pseudonyms.js';
import { type SecurityValues } from '../audit/security-values.js';
import { Bans } from '../comments/bans.js';
import { type ErasedPerson } from './erased-cases.js';

/** Takes a person out of what is kept for security: the log and bans. */
@Injectable()
export class PersonForgetting {
  constructor(
    private readonly pseudonyms: AuditPseudonyms,
    private readonly bans: Bans,
  ) {}

  /** Write the last events about the person before. @returns what the log keeps all the same */
  async forget(
    manager: EntityManager,
    person: ErasedPerson,
    requestIds: readonly string[],
  ): Promise<SecurityValues> {
    await this.bans.forgetReasons(manager, person.addresses);
    await this.pseudonyms.forgetSearches(manager, person.addresses);
    return this.pseudonyms.forget(manager, refsOf(person, requestIds));
  }

  /** What `forget` would answer. */
  kept(manager: EntityManager, person: ErasedPerson, requestIds: readonly string[]): Promise<SecurityValues> {
    return this.pseudonyms.keptForSecurity(manager, refsOf(person, requestIds));
  }

  /** How many pseudonyms in the log lead to the person. */
  async known(person: ErasedPerson, requestIds: readonly string[]): Promise<number> {
    return (await this.pseudonyms.of(refsOf(person, requestIds))).length;
  }
}

function refsOf({ accountIds }: ErasedPerson, requestIds: readonly string[]): PersonRef[] {
  return [
    ...accountIds.map((id) => ({ type: 'account', id }) as const),
    ...requestIds.map((id) => ({ type: 'request', id }) as const),
  ];
}
