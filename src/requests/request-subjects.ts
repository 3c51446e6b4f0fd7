import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type PersonRef } from '../audit/audit-entry.js';
import { Keyring } from '../platform/crypto/keyring.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { asciiAddress } from '../platform/text/ascii-address.js';
import { foldAddress } from '../platform/text/fold-address.js';

/** Who asked. */
export interface RequestSubject {
  readonly requestId: string;
  /** Absent until an address was confirmed. */
  readonly personId?: string;
  readonly accountId?: string;
  /** Where answers go; absent where the office recorded a request without one. */
  readonly address?: string;
  /** The name on a letter. */
  readonly name?: string;
  /** Where answers go from when an erasure has begun: the account's address is not to be relied on any more. */
  readonly answers?: string;
  /** The request by which they were told that everything of theirs is erased: nothing is answered any more. */
  readonly silencedBy?: string;
}

type Sealed = Pick<RequestSubject, 'address' | 'name' | 'answers'>;

interface SubjectRow {
  person_id: string | null;
  account_id: string | null;
  sealed: Buffer;
  silenced_by: string | null;
}

/** The sealed row of a request's people. */
@Injectable()
export class RequestSubjects {
  constructor(
    private readonly sealer: Sealer,
    private readonly keyring: Keyring,
  ) {}

  async add(manager: EntityManager, subject: RequestSubject): Promise<void> {
    const sealed: Sealed = { address: subject.address, name: subject.name };
    await manager.query(
      `INSERT INTO request_subject (request_id, person_id, account_id, address_mac, sealed) VALUES ($1, $2, $3, $4, $5)`,
      [
        subject.requestId,
        subject.personId ?? null,
        subject.accountId ?? null,
        subject.address === undefined ? null : this.addressMac(subject.address),
        this.sealer.seal('request_subject', sealed, subject.requestId),
      ],
    );
  }

  /** @returns undefined where the person is no longer known: the request expired or its case was closed and reduced */
  async find(manager: EntityManager, requestId: string): Promise<RequestSubject | undefined> {
    const rows = await manager.query<SubjectRow[]>(
      'SELECT person_id, account_id, sealed, silenced_by FROM request_subject WHERE request_id = $1',
      [requestId],
    );
    return rows[0] && this.opened(requestId, rows[0]);
  }

  /** As `find`, for many requests by one statement; those whose person is no longer known are left out. */
  async findAll(manager: EntityManager, requestIds: readonly string[]): Promise<RequestSubject[]> {
    const rows = await manager.query<(SubjectRow & { request_id: string })[]>(
      'SELECT request_id, person_id, account_id, sealed, silenced_by FROM request_subject WHERE request_id = ANY ($1)',
      [requestIds],
    );
    return rows.map((row) => this.opened(row.request_id, row));
  }

  /** Notes whose request it is, once the address was confirmed. */
  async confirm(
    manager: EntityManager,
    requestId: string,
    personId: string,
    accountId?: string,
  ): Promise<void> {
    await manager.query('UPDATE request_subject SET person_id = $2, account_id = $3 WHERE request_id = $1', [
      requestId,
      personId,
      accountId ?? null,
    ]);
  }

  /** From here on answers go to this address, whatever becomes of the account. */
  async fixAnswers(manager: EntityManager, subject: RequestSubject, answers: string): Promise<void> {
    const { requestId, address, name } = subject;
    const sealed: Sealed = { address, name, answers };
    await manager.query('UPDATE request_subject SET sealed = $2 WHERE request_id = $1', [
      requestId,
      this.sealer.seal('request_subject', sealed, requestId),
    ]);
  }

  /** From here on nothing about these requests reaches whoever asked. */
  async silence(manager: EntityManager, requestIds: readonly string[], by: string): Promise<void> {
    await manager.query('UPDATE request_subject SET silenced_by = $2 WHERE request_id = ANY ($1)', [
      requestIds,
      by,
    ]);
  }

  /**
   * Every request of a person: under their accounts or person, and those not known to be anybody's under their addresses.
   * @param addresses that nobody else holds
   * @param by the erasure's request: those that another one has silenced are its own affair
   */
  async requestsOf(
    manager: EntityManager,
    people: {
      readonly accountIds: readonly string[];
      readonly personIds: readonly string[];
      readonly addresses: readonly string[];
      /** Under the addresses alone, only requests made before. */
      readonly before?: Date;
    },
    by?: string,
  ): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT request_id AS id FROM request_subject
       WHERE account_id = ANY ($1) OR person_id = ANY ($2)
          OR (address_mac = ANY ($3) AND person_id IS NULL AND account_id IS NULL
              AND coalesce(silenced_by, $5) IS NOT DISTINCT FROM $5
              AND ($4::timestamptz IS NULL
                   OR EXISTS (SELECT FROM requests r WHERE r.id = request_id AND r.created_at < $4)))`,
      [
        people.accountIds,
        people.personIds,
        people.addresses.map((address) => this.addressMac(address)),
        people.before ?? null,
        by ?? null,
      ],
    );
    return rows.map(({ id }) => id);
  }

  /** Forgets who asked. */
  async delete(manager: EntityManager, ...requestIds: readonly string[]): Promise<number> {
    const [, deleted] = await manager.query<[unknown, number]>(
      'DELETE FROM request_subject WHERE request_id = ANY ($1)',
      [requestIds],
    );
    return deleted;
  }

  /** Finds equal addresses without showing any. */
  addressMac(address: string): Buffer {
    return this.keyring.mac('request_subject.address', foldAddress(asciiAddress(address)));
  }

  private opened(requestId: string, row: SubjectRow): RequestSubject {
    const sealed = this.sealer.open('request_subject', row.sealed, requestId) as Sealed;
    return {
      requestId,
      personId: row.person_id ?? undefined,
      accountId: row.account_id ?? undefined,
      silencedBy: row.silenced_by ?? undefined,
      ...sealed,
    };
  }
}

/** How the log names whoever asked: by their account, or as the guest of this one request. */
export function personRef(subject: { requestId: string; accountId?: string }): PersonRef {
  return subject.accountId === undefined
    ? { type: 'request', id: subject.requestId }
    : { type: 'account', id: subject.accountId };
}
