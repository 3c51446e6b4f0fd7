import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AccountClosing } from '../accounts/account-closing.js';
import { Persons } from '../persons/persons.js';
import { Outbox } from '../platform/mail/outbox.js';
import { CLOSED_STATES } from './request-kinds.js';
import { type Outcome, RequestOutcomes } from './request-outcomes.js';
import { RequestSubjects } from './request-subjects.js';
import { canWithdraw } from './request-withdrawal.js';
import { SubjectRequest } from './subject-request.js';

/** The ids and addresses by which case rows lead to a person. */
export interface ErasedPerson {
  readonly accountIds: readonly string[];
  readonly personIds: readonly string[];
  /** Requests that are known to be theirs, beside those that account, person and addresses lead to. */
  readonly requestIds?: readonly string[];
  readonly addresses: readonly string[];
  /** What came under the addresses alone from this moment on is somebody else's. */
  readonly before?: Date;
}

/** Every case of a person who is being erased. */
@Injectable()
export class ErasedCases {
  constructor(
    private readonly subjects: RequestSubjects,
    private readonly persons: Persons,
    private readonly outcomes: RequestOutcomes,
    private readonly accounts: AccountClosing,
    private readonly outbox: Outbox,
  ) {}

  /** @param also requests that are taken in whoever asked, that of the erasure first */
  async of(manager: EntityManager, person: ErasedPerson, ...also: readonly string[]): Promise<string[]> {
    // What was their address may be somebody else's by now.
    const others = await this.persons.heldByOthers(manager, person.addresses, person.personIds);
    const addresses = person.addresses.filter((address) => !others.includes(address));
    const found = await this.subjects.requestsOf(manager, { ...person, addresses }, also[0]);
    return [...new Set([...also, ...(person.requestIds ?? []), ...found])];
  }

  /** The same with their accounts and mails, locked in one order until the caller's transaction ends. */
  async lock(
    manager: EntityManager,
    person: ErasedPerson,
    ...also: readonly string[]
  ): Promise<SubjectRequest[]> {
    const requestIds = await this.of(manager, person, ...also);
    const requests = await manager.find(SubjectRequest, {
      where: { id: In(requestIds) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    await this.accounts.lock(manager, person.accountIds);
    await this.outbox.lock(manager, { accountIds: person.accountIds, requestIds });
    return requests;
  }

  /** Ends what is still open: there is nobody left to answer to. No mail goes out. */
  async end(manager: EntityManager, requests: readonly SubjectRequest[]): Promise<void> {
    for (const request of requests) {
      for (const outcome of wayToTheEnd(request)) {
        await this.outcomes.take(manager, request, outcome, { byErasure: true }, { scheduledFor: null });
      }
    }
  }
}

/** Whatever the state table lets a request pass on its way to an end. Erasing that was decided is done by now. */
function wayToTheEnd(request: SubjectRequest): Outcome[] {
  const { state: from, kind } = request;
  if (CLOSED_STATES.includes(from)) return [];
  if (from === 'unconfirmed') return [{ from, to: 'expired', step: 'expired', action: 'request.expired' }];
  const decided = kind === 'erasure' && !['received', 'awaiting_information'].includes(from);
  if (canWithdraw(request) && !decided)
    return [{ from, to: 'withdrawn', step: 'withdrawn', action: 'request.withdrawn' }];
  const resumed: Outcome = { from, to: 'running', step: 'retried', action: 'request.retried' };
  const done: Outcome = { from: 'running', to: 'completed', step: 'completed', action: 'request.completed' };
  return from === 'running' ? [done] : [resumed, done];
}
