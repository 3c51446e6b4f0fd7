import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Account } from '../accounts/account.js';
import { DisownedRows } from '../persons/disowned-rows.js';
import { PersonAddresses } from '../persons/person-addresses.js';
import { PersonLooks } from '../persons/person-looks.js';
import { Persons } from '../persons/persons.js';
import { Config } from '../platform/config/config.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { type RowsByPlace } from '../sources/left-rows.js';
import { type RequestSubject, RequestSubjects } from './request-subjects.js';

/** Where a person's data are looked for, and from when the answer may be handed out. */
export interface PersonReach {
  readonly emails: readonly string[];
  readonly accountId?: string;
  readonly availableFrom: Date;
}

/** Knows who is behind a request today. */
@Injectable()
export class RequestPeople {
  constructor(
    private readonly subjects: RequestSubjects,
    private readonly persons: Persons,
    private readonly addresses: PersonAddresses,
    private readonly disowned: DisownedRows,
    private readonly looks: PersonLooks,
    private readonly config: Config,
  ) {}

  /**
   * The person's confirmed addresses as they are now: one that was ended since may be somebody else's by now. Where the
   * office vouched for an address that nobody has confirmed by a link yet, that address.
   */
  async reach(manager: EntityManager, requestId: string): Promise<PersonReach> {
    const subject = await this.subjects.find(manager, requestId);
    const account = await this.accountOf(manager, subject?.accountId);
    const emails = subject === undefined ? [] : await this.addressesOf(manager, subject);
    const secured = account?.securedAt?.getTime();
    const availableFrom = new Date(secured === undefined ? 0 : secured + this.config.safetyDelay);
    return { emails, accountId: account?.id, availableFrom };
  }

  /**
   * Rows that they say are not theirs. Where the office vouched for an address, whoever reads its mail says so.
   * @param fixed whether it stays so until the caller's transaction ends
   */
  async notTheirs(
    manager: EntityManager,
    requestId: string,
    fixed = false,
  ): Promise<RowsByPlace | undefined> {
    const { personId, address } = (await this.subjects.find(manager, requestId)) ?? {};
    const whose =
      personId ?? (address === undefined ? undefined : await this.looks.byEmail(manager, address));
    if (whose === undefined) return undefined;
    return fixed ? this.disowned.fixed(manager, whose) : this.disowned.of(manager, whose);
  }

  /**
   * Where mails about the request go: the account's present address, else the one the request came with. Once an erasure
   * has begun, the one that was noted then, and no account counts. Nowhere once they were told that all is erased.
   */
  async mailAddress(manager: EntityManager, requestId: string): Promise<MailAddress | undefined> {
    const subject = await this.subjects.find(manager, requestId);
    if (subject?.silencedBy !== undefined) return undefined;
    if (subject?.answers !== undefined) return { address: subject.answers };
    const account = await this.accountOf(manager, subject?.accountId);
    const address = account?.email ?? subject?.address;
    return address === undefined ? undefined : { address, accountId: account?.id };
  }

  /** Who asked, as the case has it, and every address that is or was theirs: holds follow those. */
  async everybody(manager: EntityManager, requestId: string): Promise<PersonOfCase> {
    const { personId, accountId, address, answers } = (await this.subjects.find(manager, requestId)) ?? {};
    const known = personId === undefined ? [] : await this.addresses.of(manager, personId);
    const given = [address, answers].filter((each) => each !== undefined);
    const addresses = new Map([...known, ...given].map((each) => [foldAddress(each), each]));
    return {
      subject: { accountId, personId, address: answers ?? address },
      addresses: [...addresses.values()],
    };
  }

  /** From here on answers go where they go now, whatever becomes of the account. */
  async fixAnswers(manager: EntityManager, requestId: string): Promise<void> {
    const subject = await this.subjects.find(manager, requestId);
    const to = await this.mailAddress(manager, requestId);
    if (subject !== undefined && to !== undefined)
      await this.subjects.fixAnswers(manager, subject, to.address);
  }

  private async addressesOf(manager: EntityManager, subject: RequestSubject): Promise<readonly string[]> {
    if (subject.personId !== undefined) return this.persons.verifiedEmails(manager, subject.personId);
    return subject.address === undefined ? [] : [subject.address];
  }

  private async accountOf(manager: EntityManager, id: string | undefined): Promise<Account | null> {
    return id === undefined ? null : manager.findOneBy(Account, { id, closedAt: IsNull() });
  }
}

export interface MailAddress {
  readonly address: string;
  readonly accountId?: string;
}

/** Whoever is behind a case. */
export interface PersonOfCase {
  readonly subject: Pick<RequestSubject, 'accountId' | 'personId' | 'address'>;
  readonly addresses: readonly string[];
}
