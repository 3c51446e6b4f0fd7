import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UnconfirmedLooks } from '../sources/unconfirmed-looks.js';
import { ErasedAddresses } from './erased-addresses.js';
import { type SealedSubject } from './erasure.js';

/** Rows that the addresses of a person lead to and that are no concern of their erasure. */
@Injectable()
export class ApartRows {
  constructor(
    private readonly database: DataSource,
    private readonly erased: ErasedAddresses,
    private readonly looks: UnconfirmedLooks,
  ) {}

  /**
   * The same person, apart from what other erasures left of whoever had their addresses before, and from what they say is
   * somebody else's, as far as it is there and nothing else leads to it.
   * @param erasureId the erasure, where there is one already
   * @throws SourceUnavailable
   */
  async of(subject: SealedSubject, erasureId?: string): Promise<SealedSubject> {
    const { emails, addresses } = subject;
    const left = await this.erased.of(this.database.manager, [...emails, ...addresses], erasureId);
    return { ...subject, left, notTheirs: await this.looks.among({ emails, left }, subject.notTheirs) };
  }
}
