import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Persons } from '../persons/persons.js';
import { PORTAL_ID } from '../sources/sources-file.js';
import { type SealedSubject } from './erasure.js';

/** Knows which addresses of somebody who was erased are somebody else's by now. */
@Injectable()
export class PassedOnAddresses {
  constructor(
    private readonly database: DataSource,
    private readonly persons: Persons,
  ) {}

  /** The same person, with these addresses marked. */
  async mark(subject: SealedSubject): Promise<SealedSubject> {
    const own = subject.known[PORTAL_ID]?.person ?? [];
    const passedOn = await this.persons.heldByOthers(this.database.manager, subject.emails, own);
    return { ...subject, passedOn };
  }
}
