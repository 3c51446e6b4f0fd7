import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type PersonRef } from '../audit/audit-entry.js';
import { Keyring } from '../platform/crypto/keyring.js';
import { Sealer } from '../platform/crypto/sealer.js';
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
}

interface Sealed {
  readonly address?: string;
  readonly name?: string;
}

interface SubjectRow {
  person_id: string | null;
  account_id: string | null;
  sealed: Buffer;
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
      'SELECT person_id, account_id, sealed FROM request_subject WHERE request_id = $1',
      [requestId],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    const { address, name } = this.sealer.open('request_subject', row.sealed, requestId) as Sealed;
    return {
      requestId,
      personId: row.person_id ?? undefined,
      accountId: row.account_id ?? undefined,
      address,
      name,
    };
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

  /** Forgets who asked. */
  async delete(manager: EntityManager, requestId: string): Promise<void> {
    await manager.query('DELETE FROM request_subject WHERE request_id = $1', [requestId]);
  }

  /** Finds equal addresses without showing any. */
  addressMac(address: string): Buffer {
    return this.keyring.mac('request_subject.address', foldAddress(address));
  }
}

/** How the log names whoever asked: by their account, or as the guest of this one request. */
export function personRef(subject: { requestId: string; accountId?: string }): PersonRef {
  return subject.accountId === undefined
    ? { type: 'request', id: subject.requestId }
    : { type: 'account', id: subject.accountId };
}
