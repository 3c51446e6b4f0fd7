import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Account } from '../accounts/account.js';
import { Accounts } from '../accounts/accounts.js';
import { AuditLog } from '../audit/audit-log.js';
import { Persons } from '../persons/persons.js';
import { Clock } from '../platform/clock/clock.js';
import { forbidden } from '../platform/http/problem.js';
import { type Origin } from '../platform/http/origin.js';
import { RequestStates } from './request-states.js';
import { RequestSubjects, type RequestSubject } from './request-subjects.js';
import { type SubjectRequest } from './subject-request.js';

const DAY = 86_400_000;
/** For so long after an address was changed, control of the new mailbox is not enough to reach the account's data. */
const FRESH_ADDRESS = 30 * DAY;

/** What follows from a person's proof that the address is theirs. */
@Injectable()
export class RequestConfirmation {
  constructor(
    private readonly persons: Persons,
    private readonly accounts: Accounts,
    private readonly subjects: RequestSubjects,
    private readonly states: RequestStates,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  async confirm(manager: EntityManager, request: SubjectRequest, origin: Origin): Promise<void> {
    const subject = await this.subjects.find(manager, request.id);
    const waiting = request.state === 'unconfirmed';
    if (subject?.address !== undefined && subject.personId === undefined)
      await this.identify(manager, subject);
    if (!waiting) return;
    await this.states.move(manager, request, 'received', { step: 'confirmed', actor: 'person' });
    await this.log.append(manager, {
      action: 'request.confirmed',
      // A guest stays a guest in the log: their pseudonym is the request's.
      actor: { type: 'request', id: request.id },
      reference: request.reference,
      detail: { kind: request.kind },
      values: { ip: origin.ip, userAgent: origin.userAgent },
    });
  }

  private async identify(manager: EntityManager, subject: RequestSubject): Promise<void> {
    const address = subject.address ?? '';
    // Before looking: whoever is making this address an account's is done then, and the account is found.
    await this.persons.lockEmail(manager, address);
    const account = await this.accounts.byEmail(manager, address);
    if (account !== undefined && this.changedLately(account)) {
      throw forbidden(
        'sign-in-required',
        'This address was changed lately; sign in to the account to go on.',
      );
    }
    const personId = await this.persons.personOfVerifiedEmail(manager, address);
    await this.subjects.confirm(manager, subject.requestId, personId, account?.id);
  }

  private changedLately(account: Account): boolean {
    const changed = account.emailConfirmedAt.getTime() > account.createdAt.getTime();
    return changed && this.clock.now().getTime() - account.emailConfirmedAt.getTime() < FRESH_ADDRESS;
  }
}
