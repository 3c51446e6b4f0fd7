import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HoldGate, type HoldRule } from '../holds/hold-rules.js';
import { PersonAddresses } from '../persons/person-addresses.js';
import { PORTAL_ID } from '../sources/sources-file.js';
import { type SealedSubject } from './erasure.js';
import { ErasureRows } from './erasure-rows.js';

/** Holds in force for whoever is erased, by every address that is or was theirs, also those that only a search taught. */
@Injectable()
export class FollowedHolds {
  constructor(
    private readonly gate: HoldGate,
    private readonly addresses: PersonAddresses,
    private readonly rows: ErasureRows,
  ) {}

  /** Read inside a passed gate, they hold until the transaction ends. */
  async rules(manager: EntityManager, source: string, subject: SealedSubject): Promise<readonly HoldRule[]> {
    return this.gate.rules(manager, source, await this.addressed(manager, subject));
  }

  /**
   * As `addressed`, and written down with the erasure: the rows that say so are among those that go. What is replayed is
   * known by hashes and asks for every hold.
   */
  async follow(manager: EntityManager, erasureId: string, subject: SealedSubject): Promise<SealedSubject> {
    const followed = await this.addressed(manager, subject);
    if (followed !== subject && subject.owns === undefined)
      await this.rows.remember(manager, erasureId, followed);
    return followed;
  }

  /**
   * The same person with the addresses that the portal knows to be or have been theirs by now.
   * @returns the very subject where there are no more
   */
  async addressed(manager: EntityManager, subject: SealedSubject): Promise<SealedSubject> {
    const found = new Set(subject.addresses);
    for (const personId of subject.known[PORTAL_ID]?.person ?? []) {
      for (const address of await this.addresses.of(manager, personId)) found.add(address);
    }
    return found.size === new Set(subject.addresses).size ? subject : { ...subject, addresses: [...found] };
  }
}
